using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Names;

/// <summary>The Dataplanes whose address is a DNS name, of all that the source has told.</summary>
internal sealed class NamedDataplanes
{
    private readonly Dictionary<ResourceKey, Dataplane> _dataplanes = [];

    public IEnumerable<Resource> All => _dataplanes.Values;

    /// <summary>Each name once.</summary>
    public ImmutableArray<string> Names { get; private set; } = [];

    public void Follow(ResourceChanges changes)
    {
        var changed = false;
        foreach (var key in changes.Deletes) changed |= _dataplanes.Remove(key);
        foreach (var dataplane in changes.Puts.OfType<Dataplane>())
        {
            changed |= _dataplanes.Remove(dataplane.Key);
            if (dataplane.ResolvedAddress is null) changed |= _dataplanes.TryAdd(dataplane.Key, dataplane);
        }

        if (changed) Names = [.. _dataplanes.Values.Select(dataplane => dataplane.Address).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
