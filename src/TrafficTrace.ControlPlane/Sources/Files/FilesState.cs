using System.Collections.Immutable;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// All watched files at one moment, by path. <see cref="Problems"/> are folders and files that are away, unreadable or emptied,
/// whose content stays in force; <see cref="Unread"/> are subfolders, which are not looked into; <see cref="Conflicts"/> are resources that
/// a second file defines as well: the first file by path counts.
/// <see cref="Skipped"/> is how many documents of which kind were skipped, over all files.
/// </summary>
internal sealed record FilesState(
    ImmutableSortedDictionary<string, FileState> Files,
    ImmutableArray<Finding> Problems,
    ImmutableArray<Finding> Conflicts,
    ImmutableSortedDictionary<string, int> Skipped)
{
    public ImmutableArray<Finding> Unread { get; init; } = [];

    /// <summary>When they were last without an error; null when they never were.</summary>
    public DateTimeOffset? GoodAt { get; init; }

    public int ErrorCount => Problems.Length + Conflicts.Length + Files.Values.Sum(file => file.ErrorCount);

    public static readonly FilesState Empty = new(
        ImmutableSortedDictionary.Create<string, FileState>(StringComparer.Ordinal),
        [],
        [],
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>With this state of one file; null when it is gone.</summary>
    public FilesState With(string path, FileState? file)
    {
        var skipped = Skipped.ToBuilder();
        foreach (var (kind, count) in Files.GetValueOrDefault(path)?.Skipped ?? Empty.Skipped) Count(skipped, kind, -count);
        foreach (var (kind, count) in file?.Skipped ?? Empty.Skipped) Count(skipped, kind, count);
        return this with { Files = file is null ? Files.Remove(path) : Files.SetItem(path, file), Skipped = skipped.ToImmutable() };
    }

    private static void Count(ImmutableSortedDictionary<string, int>.Builder skipped, string kind, int more)
    {
        skipped[kind] = skipped.GetValueOrDefault(kind) + more;
        if (skipped[kind] == 0) skipped.Remove(kind);
    }
}
