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
        foreach (var (name, change) in StoreChange.Between(older, newer).Meshes)
        {
            var before = older.Meshes.GetValueOrDefault(name) ?? MeshSnapshot.Empty(name);
            var after = newer.Meshes.GetValueOrDefault(name) ?? MeshSnapshot.Empty(name);
            foreach (var key in RemarkedResources.TouchedBy(change, before, after))
            {
                var (was, now) = (RemarksOn(key, before), RemarksOn(key, after));
                made.AddRange(now.Except(was));
                if (after.Find(key) is not null) over.AddRange(was.Except(now));
            }
        }

        return new([.. made.Order(ByKey)], [.. over.Order(ByKey)]);
    }

    private static Comparer<Remark> ByKey =>
        Comparer<Remark>.Create((one, other) => string.CompareOrdinal(one.Key.ToString(), other.Key.ToString()));

    private static Remark[] RemarksOn(ResourceKey key, MeshSnapshot mesh) =>
        mesh.Find(key) is { } resource ? [.. CrossChecks.Of(mesh, resource)] : [];
}
