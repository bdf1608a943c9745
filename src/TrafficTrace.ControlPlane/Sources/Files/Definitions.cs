using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>Which file each resource is taken from: of several that define it, the first by path.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<ResourceKey, ImmutableArray<PlacedResource>> _byKey = [];
    private readonly HashSet<ResourceKey> _repeated = [];
    private readonly HashSet<ResourceKey> _touched = [];

    /// <summary>Resources that a second file defines as well, each with that file.</summary>
    public ImmutableArray<Finding> Conflicts =>
    [
        .. _repeated.Select(key => _byKey[key])
            .SelectMany(files => files.Skip(1), (files, second) => Conflict(second, files[0].Place!))
            .OrderBy(conflict => conflict.File, StringComparer.Ordinal)
            .ThenBy(conflict => conflict.Resource, StringComparer.Ordinal),
    ];

    /// <summary>The file holds these now.</summary>
    public void Replace(string file, ImmutableArray<PlacedResource> before, ImmutableArray<PlacedResource> after)
    {
        if (before == after) return;
        foreach (var resource in before) Set(resource.Key, Others(resource.Key, file));
        foreach (var resource in after)
        {
            var others = Others(resource.Key, file);
            var place = others.Count(other => string.CompareOrdinal(other.Place!.File, file) < 0);
            Set(resource.Key, others.Insert(place, resource));
        }
    }

    /// <summary>What is different since this was called last.</summary>
    public ResourceChanges TakeChanges()
    {
        ResourceKey[] touched = [.. _touched];
        _touched.Clear();
        return new(
            [.. touched.Where(_byKey.ContainsKey).Select(key => _byKey[key][0])],
            [.. touched.Where(key => !_byKey.ContainsKey(key))]);
    }

    private ImmutableArray<PlacedResource> Others(ResourceKey key, string file) =>
        _byKey.TryGetValue(key, out var files) ? files.RemoveAll(definition => definition.Place!.File == file) : [];

    private void Set(ResourceKey key, ImmutableArray<PlacedResource> files)
    {
        _touched.Add(key);
        if (files.IsEmpty) _byKey.Remove(key);
        else _byKey[key] = files;
        if (files.Length > 1) _repeated.Add(key);
        else _repeated.Remove(key);
    }

    private static Finding Conflict(PlacedResource second, Place first) => new(
        second.Place!.File,
        second.Place.Line,
        second.Key.ToString(),
        "",
        $"is in {first} already; that one stays in force, so take it out of one of the two");
}
