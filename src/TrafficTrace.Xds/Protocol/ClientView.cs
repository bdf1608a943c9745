using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>What is known of a client's hold of one type, as far as planning needs it. Immutable.</summary>
public sealed record ClientView
{
    public Subscription Subscription { get; init; } = Subscription.None;

    /// <summary>A response of this type went out on this stream.</summary>
    public bool Answered { get; init; }

    /// <summary>What the client was sent, names it was told to be absent included; null when that is not known.</summary>
    public HeldSet? Sent { get; init; }

    /// <summary>
    /// Names that the client alone made known, beside its subscription: what it brought along from another stream, and what it gave up
    /// under a wildcard. They count as its own for as long as anything remembers them.
    /// </summary>
    public HeldSet Given { get; init; } = HeldSet.Empty;

    /// <summary>Content that the client rejected: it is not sent (xds R26). Null for none; empty when it was an empty response.</summary>
    public HeldSet? Rejected { get; init; }

    /// <summary>
    /// Names that stood in a rejected response without being blamed by name, removed ones too: the next response repeats them (xds
    /// R27). Those that are <see cref="Rejected"/> as well are suspects: the client did not say what of the response was bad.
    /// </summary>
    public ImmutableHashSet<string> Doubtful { get; init; } = [];

    /// <summary>The client rejected this very content, so it is not sent.</summary>
    public bool HoldsBack(PackedResource resource) => Rejected?.VersionOf(resource.Name) == resource.Version;

    /// <summary>
    /// This, with what is <see cref="Given"/> only where something remembers it. A response on its way does too, and its NACK brings back
    /// what it removes. What is <paramref name="served"/> is not the client's any more.
    /// </summary>
    internal ClientView ForgettingGiven(HeldSet served, ImmutableArray<InFlightResponse> inFlight)
    {
        HashSet<string> onTheirWay = [.. inFlight.SelectMany(sent => sent.Response.Removed)];
        return this with { Given = Given.Without(item => served.Contains(item.Name) || !Remembered(item.Name)) };

        bool Remembered(string name) => Sent?.Contains(name) == true || Doubtful.Contains(name) || onTheirWay.Contains(name);
    }

    /// <summary>What is still <see cref="Rejected"/> once a suspect is gone or another: then the other suspects may do.</summary>
    public HeldSet? RejectedWithoutSuspects() => Rejected?.Without(item => Doubtful.Contains(item.Name));
}
