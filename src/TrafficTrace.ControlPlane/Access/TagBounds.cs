using System.Collections;
using System.Collections.Immutable;

namespace TrafficTrace.ControlPlane.Access;

/// <summary>Tags to which a token is bounded, and which values each may have; empty where it is not bounded. Sorted ordinally.</summary>
internal sealed class TagBounds : IReadOnlyCollection<KeyValuePair<string, ImmutableSortedSet<string>>>
{
    public static readonly TagBounds None = new([]);

    private readonly ImmutableSortedDictionary<string, ImmutableSortedSet<string>> _values;

    public TagBounds(IEnumerable<KeyValuePair<string, IEnumerable<string>>> tags) => _values = tags.ToImmutableSortedDictionary(
        tag => tag.Key, tag => tag.Value.ToImmutableSortedSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public int Count => _values.Count;

    /// <summary>As messages have it: <c>team=a or b, zone=east</c>.</summary>
    public string Written => string.Join(", ", _values.Select(tag => $"{tag.Key}={string.Join(" or ", tag.Value)}"));

    public IEnumerator<KeyValuePair<string, ImmutableSortedSet<string>>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
