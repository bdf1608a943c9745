using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Files;

/// <summary>
/// All watched files at one moment, ordered by path, and what they are together. <see cref="Problems"/> are folders and files
/// that are away, unreadable or emptied, whose content stays in force; <see cref="Conflicts"/> are resources that a second
/// file defines as well: the first file by path counts.
/// </summary>
internal sealed record FilesState(
    ImmutableArray<FileState> Files,
    ImmutableArray<Finding> Problems,
    ImmutableArray<Finding> Conflicts,
    ImmutableArray<Resource> Resources)
{
    public static readonly FilesState Empty = new([], [], [], []);

    /// <summary>How many documents of which kind were skipped, over all files.</summary>
    public ImmutableSortedDictionary<string, int> Skipped => Files.SelectMany(file => file.Skipped)
        .GroupBy(kind => kind.Key, kind => kind.Value, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(kind => kind.Key, kind => kind.Sum(), StringComparer.Ordinal);

    public static FilesState Of(IEnumerable<FileState> files, IEnumerable<Finding> problems)
    {
        FileState[] ordered = [.. files.DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal)];
        var first = new Dictionary<ResourceKey, (Resource Resource, string File)>();
        var conflicts = ImmutableArray.CreateBuilder<Finding>();
        foreach (var file in ordered)
        {
            foreach (var resource in file.Resources)
            {
                if (!first.TryAdd(resource.Key, (resource, file.Path)))
                    conflicts.Add(Conflict(file.Path, resource, first[resource.Key].File));
            }
        }

        return new([.. ordered], [.. problems], conflicts.ToImmutable(), [.. first.Values.Select(entry => entry.Resource)]);
    }

    private static Finding Conflict(string file, Resource resource, string first) => new(
        file, 0, resource.Key.ToString(), "", $"is in {first} already; that one stays in force, so take it out of one of the two");
}
