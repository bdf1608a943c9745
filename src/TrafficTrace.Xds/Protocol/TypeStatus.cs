using System.Collections.Immutable;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>How far one type has come on its way to a client. Immutable: the stream goes on.</summary>
public sealed record TypeStatus(ResourceType Type, ClientView View)
{
    /// <summary>What the last accepted response was made from.</summary>
    public ResourceSet? Accepted { get; init; }

    public ResponseCounts Counts { get; init; }

    /// <summary>What the client holds by its answers, or may hold; null while there was none that tells.</summary>
    public ResourceSet? Holds { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>All that are neither accepted nor rejected, the newest last.</summary>
    public ImmutableArray<InFlightResponse> InFlight { get; init; } = [];

    /// <summary>NACKs that still hold something back, the newest last.</summary>
    public ImmutableArray<Rejection> Rejections { get; init; } = [];

    /// <summary>How far the client is on its way to <paramref name="wanted"/>, as far as it asked for that.</summary>
    public TypeProgress ProgressTo(ResourceSet wanted)
    {
        if (!Rejections.IsEmpty && Rejects(wanted).Any()) return TypeProgress.Rejected;
        var settled = InFlight.IsEmpty && View.Rejected is null or { IsEmpty: true } && View.Doubtful.IsEmpty;
        return settled && (ReferenceEquals(Accepted, wanted) || HasAllOf(wanted)) ? TypeProgress.Accepted : TypeProgress.Pending;
    }

    /// <summary>The NACKs that hold back something of <paramref name="wanted"/>, and what of it.</summary>
    public IEnumerable<(Rejection Rejection, Blame Blame)> Rejects(ResourceSet wanted)
    {
        foreach (var rejection in Rejections)
        {
            foreach (var blame in rejection.Blamed)
            {
                var isWanted = View.Subscription.Contains(blame.Name) && blame.Resource.Equals(wanted.Find(blame.Name));
                if (isWanted) yield return (rejection, blame);
            }
        }
    }

    // What a client brought along from another stream is not sent again (xds R64), so no ACK tells of it.
    private bool HasAllOf(ResourceSet wanted)
    {
        if (Type.Complete && !View.Answered && View.Sent is null) return false;
        foreach (var resource in wanted.Resources)
        {
            if (!View.Subscription.Contains(resource.Name) || View.Sent?.VersionOf(resource.Name) == resource.Version) continue;
            if (!resource.Equals(Holds?.Find(resource.Name))) return false;
        }

        var held = View.Sent ?? Holds?.Held ?? HeldSet.Empty;
        return !Type.Complete || held.Items.All(item => item.IsAbsent || wanted.Held.Contains(item.Name));
    }
}
