using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>Which entries are asked for: those with a change for which all holds that is given. A Mesh's mesh is its own name.</summary>
/// <param name="Before">Only entries before this position.</param>
/// <param name="Size">At most so many.</param>
public sealed record HistoryQuery(long Before, int Size)
{
    public string? Mesh { get; init; }

    public ResourceKind? Kind { get; init; }

    public string? Name { get; init; }

    public bool Asks(JournalEntry entry) => entry.Position < Before && entry.Changes.Any(change => Asks(change.Key));

    private bool Asks(ResourceKey key) =>
        (Mesh ?? key.Mesh) == key.Mesh && (Kind ?? key.Kind) == key.Kind && (Name ?? key.Name) == key.Name;
}
