using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>What another control plane that shares the store has told of its proxies. Immutable; it is replaced with each news.</summary>
/// <param name="Instance">As it is called.</param>
/// <param name="Address">Where it is asked: a URL.</param>
/// <param name="Version">Of its program.</param>
public sealed record PeerFleet(string Instance, string Address, string Version)
{
    public static readonly ImmutableDictionary<string, ProxySummary> NoProxies =
        ImmutableDictionary.Create<string, ProxySummary>(StringComparer.Ordinal);

    public static readonly ImmutableSortedDictionary<string, string> NoFiles =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public PeerState State { get; init; } = PeerState.Silent;

    /// <summary>Since when it does not answer; null while it does.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    /// <summary>Why it does not answer, in words; null while it does.</summary>
    public string? Fault { get; init; }

    /// <summary>The position of the shared journal up to which it has looked: of what came later it has told nothing yet.</summary>
    public long LookedUpTo { get; init; }

    /// <summary>By mesh: what its files say, as a text that is the same where they say the same.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = NoFiles;

    /// <summary>By node id.</summary>
    public ImmutableDictionary<string, ProxySummary> Proxies { get; init; } = NoProxies;

    /// <summary>Who does not answer since when, and what that means for its proxies.</summary>
    public string Told => $"{Since}: {Fault}; its {Proxies.Count} proxies are {(State == PeerState.Lost ? "unknown" : "told as of then")}";

    /// <summary>Who does not answer, and since when.</summary>
    public string Since => $"replica {this} does not answer since {TimeText.Of(SilentSince ?? default)}";

    public override string ToString() => $"{Instance} at {Address}";
}
