using System.Collections.Immutable;

namespace TrafficTrace.Xds.Resources;

/// <summary>
/// What a client holds, or should hold, of one type: names and versions, sorted ordinally by name, each name once.
/// Immutable and shared: proxies that hold the same set hold the same object.
/// </summary>
public sealed class HeldSet
{
    public static readonly HeldSet Empty = new([]);

    private HeldSet(ImmutableArray<Held> items) => Items = items;

    public ImmutableArray<Held> Items { get; }

    public bool IsEmpty => Items.IsEmpty;

    /// <summary><paramref name="items"/> in any order; of equal names the last wins.</summary>
    public static HeldSet Of(IEnumerable<Held> items)
    {
        var sorted = new SortedDictionary<string, Held>(StringComparer.Ordinal);
        foreach (var item in items) sorted[item.Name] = item;
        return sorted.Count == 0 ? Empty : new HeldSet([.. sorted.Values]);
    }

    /// <summary><paramref name="items"/> sorted ordinally by name, without doubles.</summary>
    internal static HeldSet OfSorted(ImmutableArray<Held> items) => items.IsEmpty ? Empty : new HeldSet(items);

    /// <summary>Version under which <paramref name="name"/> is held; null when it is not.</summary>
    public string? VersionOf(string name)
    {
        var index = IndexOf(name);
        return index < 0 ? null : Items[index].Version;
    }

    public bool Contains(string name) => IndexOf(name) >= 0;

    public HeldSet Without(Predicate<Held> drop)
    {
        var kept = Items.RemoveAll(drop);
        return kept.Length == Items.Length ? this : OfSorted(kept);
    }

    /// <summary>These, with <paramref name="changes"/> put over them.</summary>
    public HeldSet With(IEnumerable<Held> changes) => Of(Items.Concat(changes));

    /// <summary>These, without the names that are told to be absent.</summary>
    public HeldSet Present => Without(item => item.IsAbsent);

    public bool SameAs(HeldSet? other) =>
        ReferenceEquals(this, other) || (other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan()));

    private int IndexOf(string name)
    {
        var low = 0;
        var high = Items.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(Items[middle].Name, name);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
