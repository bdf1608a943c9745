using System.Collections.Immutable;
using TrafficTrace.Core.Matching;

namespace TrafficTrace.Fleet.Authentication;

/// <summary>Tags to which a token is bounded, and which values each may have; empty where it is not bounded. Sorted ordinally.</summary>
public sealed class TagBounds(IEnumerable<KeyValuePair<string, IEnumerable<string>>> tags)
{
    public static readonly TagBounds None = new([]);

    public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Values { get; } = tags.ToImmutableSortedDictionary(
        tag => tag.Key, tag => tag.Value.ToImmutableSortedSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public bool IsEmpty => Values.IsEmpty;

    /// <summary>As messages have it: <c>team=a or b, zone=east</c>.</summary>
    public string Written => string.Join(", ", Values.Select(tag => $"{tag.Key}={string.Join(" or ", tag.Value)}"));

    /// <summary>
    /// The first tag that a proxy lacks (its value is null then), or has with a value that is not allowed; null where it keeps to them.
    /// As in Kuma: each value that the Dataplane has for a tag must be allowed, and it must have each tag.
    /// </summary>
    public (string Tag, string? Value)? Misfit(Proxy proxy)
    {
        foreach (var (tag, allowed) in Values)
        {
            string[] has = [.. proxy.TagSets.SelectMany(tags => tags).Where(one => one.Key == tag).Select(one => one.Value)];
            if (has.Length == 0) return (tag, null);
            if (Array.Find(has, value => !allowed.Contains(value)) is { } other) return (tag, other);
        }

        return null;
    }
}
