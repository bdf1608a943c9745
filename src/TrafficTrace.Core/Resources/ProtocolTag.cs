namespace TrafficTrace.Core.Resources;

/// <summary>Reads <c>kuma.io/protocol</c>, whatever its case.</summary>
public static class ProtocolTag
{
    public static Protocol Parse(TagSet tags) =>
        tags.TryGetValue(TagSet.Protocol, out var value) ? Parse(value) : Protocol.Unknown;

    public static Protocol Parse(string value) => value.ToLowerInvariant() switch
    {
        "tcp" or "tls" => Protocol.Tcp, // tls: accepted since Kuma 2.9 (D13)
        "kafka" => Protocol.Kafka,
        "http" => Protocol.Http,
        "http2" => Protocol.Http2,
        "grpc" => Protocol.Grpc,
        _ => Protocol.Unknown,
    };
}
