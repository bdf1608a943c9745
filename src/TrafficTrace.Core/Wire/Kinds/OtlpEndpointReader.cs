using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads <c>endpoint</c> and <c>path</c> of an OpenTelemetry backend, and what of them its protocol makes doubtful.</summary>
internal static class OtlpEndpointReader
{
    /// <summary>Null, with the reasons among the findings, when it is none.</summary>
    public static OtlpEndpoint? Read(Field conf, OtlpProtocol protocol)
    {
        var field = conf.Child("endpoint");
        if (field.Text() is not { } text) return null;
        var endpoint = OtlpEndpointRules.Parse(text, out var violations);
        foreach (var violation in violations) field.Error(violation);
        foreach (var oddity in endpoint is null ? [] : Oddities(endpoint, protocol, !conf.Child("protocol").Exists))
            field.Warning(FindingCodes.DoubtfulCollector, oddity);
        return endpoint;
    }

    public static int PortOf(OtlpEndpoint endpoint, OtlpProtocol protocol) =>
        endpoint.Port ?? (protocol == OtlpProtocol.Http ? OtlpEndpointRules.HttpPort : OtlpEndpointRules.GrpcPort);

    public static string Path(Field field, OtlpEndpoint endpoint, OtlpProtocol protocol)
    {
        var path = field.Text();
        var written = endpoint.Path.Length > 0 ? endpoint.Path : OpenTelemetryCollector.DefaultPath;
        if (path is null or "") return written;
        if (OtlpEndpointRules.OfPath(path) is { } violation) field.Error(violation);
        if (endpoint.Path.Length > 0) field.Error("stands in the endpoint too: leave out one of the two");
        if (protocol == OtlpProtocol.Grpc) field.Warning(FindingCodes.NoEffect, "has no effect: protocol is grpc, which has no path");
        return path;
    }

    private static IEnumerable<string> Oddities(OtlpEndpoint endpoint, OtlpProtocol protocol, bool isUnsaid)
    {
        var isGrpc = protocol == OtlpProtocol.Grpc;
        var looksLikeHttp = endpoint.Path.Length > 0 || endpoint.Port == OtlpEndpointRules.HttpPort;
        if (isGrpc && isUnsaid && looksLikeHttp)
            yield return $"{Sign(endpoint)} is a sign of HTTP, and spans are sent by gRPC: say which, by protocol: http or protocol: grpc";
        if (isGrpc && !isUnsaid && endpoint.Path.Length > 0) yield return "the path is not sent: protocol is grpc, which has none";
        if (!isGrpc && endpoint.Port == OtlpEndpointRules.GrpcPort)
            yield return $"port {OtlpEndpointRules.GrpcPort} takes spans by gRPC as a rule, and protocol is http";
        if (HostRules.OddityOf(endpoint.Host) is { } oddity) yield return oddity;
    }

    private static string Sign(OtlpEndpoint endpoint) => endpoint.Path.Length > 0 ? "a path" : $"port {endpoint.Port}";
}
