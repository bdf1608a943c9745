namespace TrafficTrace.Core.Wire.Fields;

/// <summary>How far a name is from another, in letters added, left out or replaced. Case, <c>_</c> and <c>-</c> do not count.</summary>
internal static class Spelling
{
    private const int Most = 2;

    /// <summary>Up to which distance the one may be meant by the other.</summary>
    public static int Tolerated(string name) => name.Length < 6 ? 1 : Most;

    /// <summary>Beyond what is tolerated at all it is not counted on.</summary>
    public static int Distance(string one, string other)
    {
        if (one.Length > other.Length * 2 + Most) return int.MaxValue;
        var (left, right) = (Letters(one), Letters(other));
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }

    private static string Letters(string name) => string.Concat(name.Where(letter => letter is not ('_' or '-')).Select(char.ToLowerInvariant));
}
