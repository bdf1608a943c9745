using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>Remarks that were not made before, and those that hold no more although their resource is still there; in order.</summary>
public sealed record RemarksChange(ImmutableArray<Remark> New, ImmutableArray<Remark> Over)
{
    public static RemarksChange Between(StoreSnapshot older, StoreSnapshot newer)
    {
        var made = ImmutableArray.CreateBuilder<Remark>();
        var over = ImmutableArray.CreateBuilder<Remark>();
        foreach (var (key, before, after) in Touched(older, newer))
        {
            var (was, now) = (RemarksOn(key, before), RemarksOn(key, after));
            made.AddRange(now.Except(was));
            if (after.Find(key) is not null) over.AddRange(was.Except(now));
        }

        return new([.. made.Order(ByKey)], [.. over.Order(ByKey)]);
    }

    /// <summary>
    /// All that is to be said of <paramref name="written"/>, in that order, and what is new of other resources, by key. What was to be said
    /// before is looked for only where something is to be said now.
    /// </summary>
    public static IEnumerable<Remark> AfterWrite(StoreSnapshot older, StoreSnapshot newer, IReadOnlyCollection<ResourceKey> written) =>
    [
        .. written.Where(key => newer.Meshes.ContainsKey(key.Mesh)).SelectMany(key => RemarksOn(key, newer.Meshes[key.Mesh])),
        .. Touched(older, newer).Where(touched => !written.Contains(touched.Key))
            .SelectMany(touched => RemarksOn(touched.Key, touched.After) is { Length: > 0 } now
                ? now.Except(RemarksOn(touched.Key, touched.Before))
                : [])
            .Order(ByKey),
    ];

    private static IEnumerable<(ResourceKey Key, MeshSnapshot Before, MeshSnapshot After)> Touched(
        StoreSnapshot older, StoreSnapshot newer) =>
        from entry in StoreChange.Between(older, newer).Meshes
        let before = older.MeshOf(entry.Key)
        let after = newer.MeshOf(entry.Key)
        from key in RemarkedResources.TouchedBy(entry.Value, before, after)
        select (key, before, after);

    private static Comparer<Remark> ByKey =>
        Comparer<Remark>.Create((one, other) => string.CompareOrdinal(one.Key.ToString(), other.Key.ToString()));

    private static Remark[] RemarksOn(ResourceKey key, MeshSnapshot mesh) =>
        mesh.Find(key) is { } resource ? [.. CrossChecks.Of(mesh, resource)] : [];
}
