using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>All resources at one revision, immutable.</summary>
public sealed record StoreSnapshot(long Revision, ImmutableDictionary<string, MeshSnapshot> Meshes)
{
    public static readonly StoreSnapshot Empty = new(0, ImmutableDictionary<string, MeshSnapshot>.Empty.WithComparers(StringComparer.Ordinal));
}
