using Grpc.Core;

namespace TrafficTrace.Xds.Streaming;

/// <summary>That the server ends a stream, and what the client is told: what is wrong, and what to do.</summary>
public sealed record StreamEnd(StreamEndCode Code, string Text)
{
    /// <summary>Its connection goes too, once the other streams on it are over: the next one may lead to another instance.</summary>
    public bool EndsConnection { get; init; }

    internal RpcException AsException() => new(new Status((StatusCode)Code, Text));
}
