using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>All resources at one revision, immutable. A mesh is in it as long as anything of it is.</summary>
public sealed record StoreSnapshot(long Revision, ImmutableDictionary<string, MeshSnapshot> Meshes)
{
    public static readonly StoreSnapshot Empty = new(0, ImmutableDictionary<string, MeshSnapshot>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>What this revision changed against the one before.</summary>
    public StoreChange Change { get; init; } = StoreChange.None;
}
