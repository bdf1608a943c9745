using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Validation;

/// <summary>Values of <c>kuma.io/service</c> and <c>kuma.io/protocol</c>.</summary>
public static class ServiceTagRules
{
    private static readonly string[] Protocols = ["grpc", "http", "http2", "kafka", "tcp", "tls"];

    /// <summary>
    /// Null, or why a service cannot be called so: clusters of collectors and of the workload are <c>tracing:…</c> and
    /// <c>localhost:…</c>, and of two clusters of one name Envoy takes one without a word.
    /// </summary>
    public static string? OfService(string service) =>
        service.StartsWith("tracing:", StringComparison.Ordinal) || service.StartsWith("localhost:", StringComparison.Ordinal)
            ? "must not begin with \"tracing:\" or \"localhost:\": clusters of the proxy itself are called so"
            : null;

    /// <summary>Null, or why an inbound cannot speak it. Case does not matter (Kuma 2.9; <c>tls</c> is new in it).</summary>
    public static string? OfInboundProtocol(string protocol) =>
        Protocols.Contains(protocol.ToLowerInvariant(), StringComparer.Ordinal)
            ? null
            : $"tag \"{TagSet.Protocol}\" has an invalid value {GoQuoted.Text(protocol)}. Allowed values: {string.Join(", ", Protocols)}";

    /// <summary>Null, or why a gateway cannot speak it. Here case matters (Kuma 2.9).</summary>
    public static string? OfGatewayProtocol(string protocol) =>
        protocol == "tcp" ? null : $"other values than tcp are not allowed, provided value {GoQuoted.Text(protocol)}";
}
