using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// What is matched: a proxy of a mesh and the tag sets that selectors are held against, one set at a time. <see cref="Dataplane"/> says
/// what it serves and reaches; null where nothing does.
/// </summary>
public sealed record Proxy(string Mesh, string Name, ImmutableArray<TagSet> TagSets, Dataplane? Dataplane)
{
    /// <summary>
    /// Of an overlay proxy, whose listeners another control plane serves: by which dialect its node told its tags, as <c>istio</c>. Null
    /// for any other.
    /// </summary>
    public string? Dialect { get; init; }

    /// <summary>Another control plane serves its listeners: its sampling alone is steered from here.</summary>
    public bool IsOverlay => Dialect is not null;

    public static Proxy Of(Dataplane dataplane)
    {
        // As Dataplane.TagSets; written out, since thousands are made for one change.
        var tags = ImmutableArray.CreateRange(dataplane.Inbounds, static inbound => inbound.Tags);
        return new(dataplane.Mesh, dataplane.Name, dataplane.Gateway is { } gateway ? tags.Add(gateway) : tags, dataplane);
    }

    /// <summary>Ordinally smallest service of all tag sets; <c>unknown</c> when there is none. Envoy's <c>node.cluster</c>.</summary>
    public string IdentifyingService => TagSets.Select(tags => tags.ServiceName).OfType<string>().Min(StringComparer.Ordinal) ?? "unknown";
}
