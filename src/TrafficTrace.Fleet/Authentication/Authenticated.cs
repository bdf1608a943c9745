using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Authentication;

/// <summary>Who a stream is, or why nobody can tell: one of the two is there. A refusal has nothing of what was shown.</summary>
public sealed record Authenticated
{
    private Authenticated()
    {
    }

    public ProxyIdentity? Identity { get; private init; }

    public StreamEnd? Refusal { get; private init; }

    public static Authenticated As(ProxyIdentity identity) => new() { Identity = identity };

    public static Authenticated Refuse(StreamEndCode code, string text) => new() { Refusal = new(code, text) };
}
