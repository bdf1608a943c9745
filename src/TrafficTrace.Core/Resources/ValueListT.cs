using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace TrafficTrace.Core.Resources;

/// <summary>A list that equals another when their values do, in the same order; so a record that has one can be compared.</summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public readonly struct ValueList<T>(ImmutableArray<T> items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly ImmutableArray<T> _items = items;

    public int Count => Items.Length;

    public bool IsEmpty => Items.IsEmpty;

    private ImmutableArray<T> Items => _items.IsDefault ? [] : _items;

    public T this[int index] => Items[index];

    public static bool operator ==(ValueList<T> one, ValueList<T> other) => one.Equals(other);

    public static bool operator !=(ValueList<T> one, ValueList<T> other) => !one.Equals(other);

    public bool Equals(ValueList<T> other) => Items.AsSpan().SequenceEqual(other.Items.AsSpan(), EqualityComparer<T>.Default);

    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items) hash.Add(item);
        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => Items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"[{string.Join(", ", Items)}]";
}
