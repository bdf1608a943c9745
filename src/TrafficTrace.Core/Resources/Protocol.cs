namespace TrafficTrace.Core.Resources;

/// <summary>
/// What a service speaks, from <c>kuma.io/protocol</c>. Only <see cref="Http"/>, <see cref="Http2"/> and <see cref="Grpc"/> can be traced.
/// </summary>
public enum Protocol
{
    /// <summary>No tag or an unknown one; served as TCP.</summary>
    Unknown,
    Tcp,
    Kafka,
    Http,
    Http2,
    Grpc,
}
