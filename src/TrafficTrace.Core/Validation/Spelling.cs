using F23.StringSimilarity;

namespace TrafficTrace.Core.Validation;

/// <summary>
/// How far a name is from another, in letters added, left out, replaced or swapped. Case, <c>_</c> and <c>-</c> do not count.
/// </summary>
internal static class Spelling
{
    private const int Most = 2;

    private static readonly OptimalStringAlignment Alignment = new();

    /// <summary>Up to which distance the one may be meant by the other.</summary>
    public static int Tolerated(string name) => name.Length < 6 ? 1 : Most;

    /// <summary>Beyond what is tolerated at all it is not counted on.</summary>
    public static int Distance(string one, string other) =>
        one.Length > other.Length * 2 + Most ? int.MaxValue : (int)Alignment.Distance(Letters(one), Letters(other));

    private static string Letters(string name) =>
        string.Concat(name.Where(letter => letter is not ('_' or '-')).Select(char.ToLowerInvariant));
}
