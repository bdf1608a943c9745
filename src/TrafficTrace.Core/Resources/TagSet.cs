using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace TrafficTrace.Core.Resources;

/// <summary>Immutable tags, sorted ordinally by key; equal when keys and values are.</summary>
public sealed class TagSet : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<TagSet>
{
    public const string Service = "kuma.io/service";
    public const string Protocol = "kuma.io/protocol";
    public const string Zone = "kuma.io/zone";

    public static readonly TagSet Empty = new([]);

    private readonly ImmutableArray<KeyValuePair<string, string>> _tags;
    private readonly int _hash;

    private TagSet(ImmutableArray<KeyValuePair<string, string>> tags)
    {
        _tags = tags;
        var hash = new HashCode();
        foreach (var (key, value) in tags)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        _hash = hash.ToHashCode();
    }

    public int Count => _tags.Length;

    /// <summary>Value of <c>kuma.io/service</c>, or null.</summary>
    public string? ServiceName => TryGetValue(Service, out var value) ? value : null;

    /// <summary>As messages list them: <c>key=value, key=value</c>.</summary>
    public string Written => string.Join(", ", _tags.Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>Later entries of the same key win, as in a YAML or JSON map.</summary>
    public static TagSet Of(IEnumerable<KeyValuePair<string, string>> tags)
    {
        var sorted = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var tag in tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            if (sorted.Count > 0 && sorted[^1].Key == tag.Key) sorted[^1] = tag;
            else sorted.Add(tag);
        }

        return sorted.Count == 0 ? Empty : new TagSet(sorted.ToImmutable());
    }

    public static TagSet Of(params (string Key, string Value)[] tags) =>
        Of(tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));

    public bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
    {
        foreach (var tag in _tags)
        {
            if (string.Equals(tag.Key, key, StringComparison.Ordinal))
            {
                value = tag.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    public TagSet Without(string key) => Of(_tags.Where(tag => tag.Key != key));

    public bool Equals(TagSet? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || _hash != other._hash || Count != other.Count) return false;
        // By hand: a KeyValuePair is compared by boxing it, and every look-up of a shared resource comes here.
        for (var tag = 0; tag < Count; tag++)
        {
            if (_tags[tag].Key != other._tags[tag].Key || _tags[tag].Value != other._tags[tag].Value) return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as TagSet);

    public override int GetHashCode() => _hash;

    public override string ToString() => string.Join(' ', _tags.Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>A struct, so that matching allocates nothing.</summary>
    public ImmutableArray<KeyValuePair<string, string>>.Enumerator GetEnumerator() => _tags.GetEnumerator();

    IEnumerator<KeyValuePair<string, string>> IEnumerable<KeyValuePair<string, string>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, string>>)_tags).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_tags).GetEnumerator();
}
