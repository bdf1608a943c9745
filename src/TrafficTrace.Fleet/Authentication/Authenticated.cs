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

    /// <summary>Of <see cref="Refusal"/>.</summary>
    public RefusalReason Reason { get; private init; }

    public static Authenticated As(ProxyIdentity identity) => new() { Identity = identity };

    public static Authenticated Refuse(RefusalReason reason, StreamEndCode code, string text) =>
        new() { Reason = reason, Refusal = new(code, text) };
}
