using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads the <c>conf</c> of an OpenTelemetry backend. Kuma's TrafficTrace has none, so each field speaks for itself.</summary>
internal static class OpenTelemetryReader
{
    private const int MaxCacheSize = 65535;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    private static readonly KnownField[] Known =
    [
        "endpoint",
        ("protocol", "spans are sent by gRPC"),
        ("path", $"{OpenTelemetryCollector.DefaultPath} is in force"),
        ("headers", "none is sent"),
        ("timeout", "10s is in force"),
        ("tls", "the scheme of the endpoint decides"),
        ("serviceName", "spans carry the service of each proxy"),
        ("resourceAttributes", "spans carry none"),
        ("maxCacheSize", "Envoy's default is in force"),
    ];

    public static OpenTelemetryCollector? Read(BackendConf backend, string name)
    {
        var conf = backend.Field;
        conf.IsMapping();
        BackendConf.WarnOfUnused(conf, Known);
        var protocol = Protocol(conf.Child("protocol"));
        var headers = CollectorHeadersReader.Read(conf.Child("headers"));
        var timeout = Timeout(conf.Child("timeout"));
        var (serviceName, attributes) = (Texts.Optional(conf.Child("serviceName")), ResourceAttributesReader.Read(conf));
        var maxCacheSize = Counts.Optional(conf.Child("maxCacheSize"), MaxCacheSize);
        if (OtlpEndpointReader.Read(conf, protocol) is not { } endpoint) return null;
        return new OpenTelemetryCollector(name, endpoint.Host, OtlpEndpointReader.PortOf(endpoint, protocol), protocol)
        {
            Path = OtlpEndpointReader.Path(conf.Child("path"), endpoint, protocol),
            Headers = headers,
            Timeout = timeout,
            Tls = Tls(conf.Child("tls"), endpoint),
            ServiceName = serviceName,
            ResourceAttributes = attributes,
            MaxCacheSize = maxCacheSize,
        };
    }

    private static OtlpProtocol Protocol(Field field)
    {
        var protocol = field.Text();
        if (protocol is not (null or "" or "grpc" or "http")) field.Error("has invalid value. Allowed values: grpc, http");
        return protocol == "http" ? OtlpProtocol.Http : OtlpProtocol.Grpc;
    }

    private static TimeSpan Timeout(Field field)
    {
        if (field.Text() is not { Length: > 0 } text) return OpenTelemetryCollector.DefaultTimeout;
        if (GoDuration.Parse(text) is { } timeout && timeout >= ShortestTimeout && timeout <= LongestTimeout) return timeout;
        field.Error("has to be a duration from 1ms to 1h, as 10s");
        return OpenTelemetryCollector.DefaultTimeout;
    }

    /// <summary>Null: in plain text.</summary>
    private static CollectorTls? Tls(Field field, OtlpEndpoint endpoint)
    {
        if (!field.Exists) return endpoint.Https == true ? CollectorTls.Default : null;
        if (endpoint.Https == false) field.Error("contradicts the endpoint, which begins with http: write https there, or leave tls out");
        var tls = CollectorTlsReader.Read(field);
        CollectorTlsReader.Check(field, tls);
        return tls;
    }
}
