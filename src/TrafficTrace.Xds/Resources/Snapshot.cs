using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Envoy.Api.Protos;

namespace TrafficTrace.Xds.Resources;

/// <summary>All that one client is to hold: a <see cref="ResourceSet"/> a type. Immutable.</summary>
public sealed class Snapshot
{
    private readonly ImmutableArray<ResourceSet> _sets;

    private Snapshot(ImmutableArray<ResourceSet> sets)
    {
        _sets = sets;
        WithoutConfidential = HasConfidential ? new([.. sets.Select(OpenOnly)]) : this;
    }

    /// <summary>The resources of <paramref name="type"/>; empty for a type that is not known.</summary>
    public ResourceSet this[ResourceType type] => type.Index < 0 ? ResourceSet.Empty : _sets[type.Index];

    /// <summary>The same without confidential resources; always the same object.</summary>
    public Snapshot WithoutConfidential { get; }

    private bool HasConfidential
    {
        get
        {
            foreach (var type in ResourceType.All)
            {
                if (type.Confidential && !this[type].Resources.IsEmpty) return true;
            }

            return false;
        }
    }

    /// <exception cref="ArgumentException">A type that is not in <see cref="ResourceType.All"/>, or two resources of one name.</exception>
    public static Snapshot Create(IEnumerable<PackedResource> resources)
    {
        var byType = new List<PackedResource>?[ResourceType.All.Length];
        foreach (var resource in resources)
        {
            var type = ResourceType.Of(resource.TypeUrl);
            if (type.Index < 0) throw new ArgumentException($"'{resource.TypeUrl}' is no type that can be served", nameof(resources));
            (byType[type.Index] ??= []).Add(resource);
        }

        return new Snapshot([.. byType.Select(list => list is null ? ResourceSet.Empty : ResourceSet.Of(list))]);
    }

    /// <summary>From sets that exist already; a type left out is empty. Shares what the caller shares.</summary>
    public static Snapshot Create(params ReadOnlySpan<(ResourceType Type, ResourceSet Set)> sets)
    {
        var all = new ResourceSet[ResourceType.All.Length];
        Array.Fill(all, ResourceSet.Empty);
        foreach (var (type, set) in sets) all[type.Index] = set;
        return new Snapshot(ImmutableCollectionsMarshal.AsImmutableArray(all));
    }

    /// <summary>
    /// This snapshot, with each set that equals the one in <paramref name="older"/> replaced by it: what did not change is the same object.
    /// Returns <paramref name="older"/> itself when nothing changed.
    /// </summary>
    public Snapshot Sharing(Snapshot older)
    {
        ResourceSet[]? sets = null;
        var changed = false;
        for (var i = 0; i < _sets.Length; i++)
        {
            if (ReferenceEquals(_sets[i], older._sets[i])) continue;
            if (_sets[i].Version != older._sets[i].Version) changed = true;
            else (sets ??= [.. _sets])[i] = older._sets[i];
        }

        if (!changed) return older;
        return sets is null ? this : new Snapshot(ImmutableCollectionsMarshal.AsImmutableArray(sets));
    }

    private static ResourceSet OpenOnly(ResourceSet set, int index) => ResourceType.All[index].Confidential ? ResourceSet.Empty : set;
}
