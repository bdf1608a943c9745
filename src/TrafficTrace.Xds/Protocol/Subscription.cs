using System.Collections.Immutable;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// What a client wants of one type. Immutable; each request gives the next one. Names are sorted ordinally and may stand
/// beside a wildcard.
/// </summary>
public sealed record Subscription
{
    public const string WildcardName = "*";

    public static readonly Subscription None = new();

    public ImmutableArray<string> Names { get; private init; } = [];

    /// <summary>What the names take in memory, about.</summary>
    public long Bytes { get; private init; }

    /// <summary>All resources of the type: asked for by "*", or by never naming any (xds R42).</summary>
    public bool Wildcard { get; private init; }

    /// <summary>Only empty requests so far; the first name ends this for state-of-the-world.</summary>
    private bool Legacy { get; init; }

    /// <summary>State-of-the-world: the names are the whole subscription (xds R40 to R43).</summary>
    public Subscription Replace(IReadOnlyList<string> names, ResourceType type, bool first)
    {
        if (names.Count == 0)
        {
            if (Legacy) return this;
            return type.Complete && first ? None with { Wildcard = true, Legacy = true } : None;
        }

        if (Repeats(names)) return this; // as every ACK does
        var wildcard = type.Complete && names.Contains(WildcardName);
        return Of(wildcard ? names.Where(name => name != WildcardName) : names, wildcard);
    }

    /// <summary>Delta: subscribe first, then unsubscribe, so that <c>+* -*</c> means nothing at all (xds R60 to R62).</summary>
    public Subscription Change(IReadOnlyList<string> subscribe, IReadOnlyList<string> unsubscribe, ResourceType type, bool first)
    {
        if (subscribe.Count == 0 && unsubscribe.Count == 0) return first && type.Complete ? None with { Wildcard = true } : this;
        var wildcard = Wildcard;
        if (type.Complete)
        {
            wildcard |= subscribe.Contains(WildcardName) || (first && subscribe.Count == 0);
            wildcard &= !unsubscribe.Contains(WildcardName);
        }

        var names = Names.Concat(subscribe.Where(name => !(type.Complete && name == WildcardName))).Except(unsubscribe);
        return Of(names, wildcard);
    }

    public bool Contains(string name) => Wildcard || Names.BinarySearch(name, StringComparer.Ordinal) >= 0;

    /// <summary>Bytes of a name, about: a reference, a head, and two bytes a character.</summary>
    internal static long BytesOf(string name) => 32 + (2 * name.Length);

    private bool Repeats(IReadOnlyList<string> names)
    {
        if (Wildcard || names.Count != Names.Length) return false;
        for (var i = 0; i < names.Count; i++)
        {
            if (Names.BinarySearch(names[i], StringComparer.Ordinal) < 0) return false;
            if (i > 0 && names[i] == names[i - 1]) return false;
        }

        return true;
    }

    private static Subscription Of(IEnumerable<string> names, bool wildcard)
    {
        ImmutableArray<string> sorted = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return None with { Names = sorted, Bytes = sorted.Sum(BytesOf), Wildcard = wildcard };
    }
}
