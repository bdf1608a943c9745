using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>An overlay proxy as values alone.</summary>
/// <param name="Name">Its node id.</param>
/// <param name="Dialect">By which its node told its tags.</param>
/// <param name="TagSets">Against which selectors are held, one at a time.</param>
/// <param name="Policy">That it gets; null for none.</param>
public sealed record OverlaySummary(
    string Mesh, string Name, string Dialect, ImmutableArray<IReadOnlyDictionary<string, string>> TagSets, string? Policy)
{
    /// <param name="proxy">An overlay proxy.</param>
    /// <param name="policy">That it gets.</param>
    public static OverlaySummary Of(Proxy proxy, string? policy) => new(
        proxy.Mesh,
        proxy.Name,
        proxy.Dialect!,
        [.. proxy.TagSets.Select(tags => new Dictionary<string, string>(tags, StringComparer.Ordinal))],
        policy);

    public Proxy ToProxy() => new(Mesh, Name, [.. TagSets.Select(TagSet.Of)], null) { Dialect = Dialect };
}
