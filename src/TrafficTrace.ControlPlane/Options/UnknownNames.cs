using System.Collections.Immutable;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Variables and keys that look like ours and are not: most often a slip of the pen that would go unnoticed.</summary>
internal static class UnknownNames
{
    private const string Prefix = "TRAFFICTRACE_";

    // Kubernetes sets these for a Service that is called traffictrace.
    private static readonly string[] NotOurs = [$"{Prefix}PORT", $"{Prefix}SERVICE_"];

    public static ImmutableArray<Problem> Among(IEnumerable<string> variables, IEnumerable<string> fileKeys)
    {
        var names = variables
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Where(name => !NotOurs.Any(other => name.StartsWith(other, StringComparison.Ordinal)))
            .Except(Setting.All.Select(setting => setting.Variable))
            .Select(name => new Problem(name, Told(name, Setting.All.Select(setting => setting.Variable))));
        var keys = fileKeys
            .Except(Setting.All.Select(setting => setting.Key).Append("Logging"), StringComparer.OrdinalIgnoreCase)
            .Select(key => new Problem($"{SettingSources.FileName}: {key}", Told(key, Setting.All.Select(setting => setting.Key))));
        return [.. names.Concat(keys).OrderBy(problem => problem.Key, StringComparer.Ordinal)];
    }

    private static string Told(string name, IEnumerable<string> known)
    {
        var nearest = known.MinBy(candidate => Distance(name, candidate))!;
        var hint = Distance(name, nearest) <= 3 ? $"; did you mean {nearest}?" : "";
        return $"is not known, and has no effect{hint}";
    }

    // Levenshtein's: how many letters to add, drop or change.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
