using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>
/// What each origin says of each key: the first by precedence counts, the others are shadowed. What the API had of a key that a file or
/// Kubernetes holds is retired with it: it goes when they go, and does not rise again. Whatever else is shadowed comes back.
/// </summary>
public sealed record Layers(ImmutableDictionary<ResourceKey, ImmutableArray<Definition>> ByKey)
{
    public static readonly Layers Empty = new(ImmutableDictionary<ResourceKey, ImmutableArray<Definition>>.Empty);

    /// <summary>By precedence; empty when nobody says anything of the key.</summary>
    public ImmutableArray<Definition> Of(ResourceKey key) => ByKey.GetValueOrDefault(key, []);

    /// <summary>
    /// Who says what counts of the key, in words: a place in a file, or another origin and when it said so, if that is known. Null when
    /// nobody says anything.
    /// </summary>
    public string? OriginOf(ResourceKey key) => Of(key) is [var counts, ..]
        ? counts.Place is null && (counts.Resource.ModificationTime ?? counts.Resource.CreationTime) is { } time
            ? $"{counts}, {TimeText.Of(time)}"
            : counts.ToString()
        : null;

    /// <summary>Whether it does not come back when <paramref name="counts"/>, which counts before it, goes.</summary>
    public static bool IsRetired(Definition shadowed, Definition counts) => shadowed.Origin == Origin.Api && Retires(counts.Origin);

    /// <summary>
    /// With what <paramref name="origin"/> says now, and what counts of each key of which it said something else before. A document that
    /// only stands somewhere else is the same object as before.
    /// </summary>
    internal (Layers Layers, IReadOnlyDictionary<ResourceKey, Resource?> Changed) With(
        Origin origin, IEnumerable<PlacedResource> puts, IEnumerable<ResourceKey> deletes)
    {
        var wanted = new Dictionary<ResourceKey, PlacedResource?>();
        foreach (var key in deletes) wanted[key] = null;
        foreach (var put in puts) wanted[put.Key] = put;

        var layers = ByKey.ToBuilder();
        var changed = new Dictionary<ResourceKey, Resource?>();
        foreach (var (key, put) in wanted)
        {
            var before = layers.GetValueOrDefault(key, []);
            var after = put is { } said ? Put(before, origin, said) : Without(before, origin);
            if (before == after) continue;
            if (after.IsEmpty) layers.Remove(key);
            else layers[key] = after;
            changed[key] = after is [var first, ..] ? first.Resource : null;
        }

        return (changed.Count == 0 ? this : new(layers.ToImmutable()), changed);
    }

    private static ImmutableArray<Definition> Put(ImmutableArray<Definition> before, Origin origin, PlacedResource said)
    {
        var old = before.FirstOrDefault(definition => definition.Origin == origin);
        var isSame = old?.Resource.HasContentOf(said.Resource) == true;
        if (isSame && old!.Place == said.Place) return before;
        var others = old is null ? before : before.Remove(old);
        var place = others.Count(other => other.Origin < origin);
        return others.Insert(place, new(origin, isSame ? old!.Resource : said.Resource, said.Place));
    }

    private static ImmutableArray<Definition> Without(ImmutableArray<Definition> before, Origin origin)
    {
        var after = before.RemoveAll(definition => definition.Origin == origin);
        if (after.Length == before.Length) return before;
        return Retires(origin) && !after.Any(definition => Retires(definition.Origin))
            ? after.RemoveAll(definition => definition.Origin == Origin.Api)
            : after;
    }

    /// <summary>The API can't write what these hold.</summary>
    private static bool Retires(Origin origin) => origin is Origin.File or Origin.Kubernetes;
}
