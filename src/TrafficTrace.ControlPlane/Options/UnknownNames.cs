using System.Collections.Immutable;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Variables and keys that look like ours and are not: most often a slip of the pen that would go unnoticed.</summary>
internal static class UnknownNames
{
    private const string Prefix = "TRAFFICTRACE_";

    // Who uses both programs in one shell has them set.
    private static readonly string[] OfCommandLine = [$"{Prefix}SERVER", $"{Prefix}TOKEN", $"{Prefix}TOKEN_FILE", $"{Prefix}CA"];

    private static readonly string[] Variables = [.. Setting.All.Select(setting => setting.Variable)];
    private static readonly string[] Keys = [.. Setting.All.Select(setting => setting.Key)];

    /// <param name="variables">All of the process, with their values.</param>
    /// <param name="fileKeys">Those of the settings file that have a value, as .NET spells them: <c>a:b:c</c>.</param>
    public static ImmutableArray<Problem> Among(IEnumerable<KeyValuePair<string, string>> variables, IEnumerable<string> fileKeys)
    {
        var names = variables
            .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal) && !Variables.Contains(variable.Key))
            .Where(variable => !OfCommandLine.Contains(variable.Key))
            .Where(variable => !KubernetesVariables.IsOne(variable.Key, variable.Value))
            .Select(variable => new Problem(variable.Key, Told(variable.Key, Variables)));
        var keys = fileKeys.Where(key => !IsKnown(key)).Select(key => new Problem($"{SettingSources.FileName}: {key}", ToldOfKey(key)));
        return [.. names.Concat(keys).OrderBy(problem => problem.Key, StringComparer.Ordinal)];
    }

    private static bool IsKnown(string key) => key.Split(':') switch
    {
        [var only] => Keys.Contains(only, StringComparer.OrdinalIgnoreCase),
        [var list, var item] when SettingSources.IsItem(item) => Keys.Contains(list, StringComparer.OrdinalIgnoreCase),
        _ => LoggingKeys.Knows(key),
    };

    private static string ToldOfKey(string key)
    {
        var parts = key.Split(':');
        if (Keys.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
            return $"has no effect; {parts[0]} takes a value or a list of values";
        var ofLog = parts[0].Equals(LoggingKeys.Section, StringComparison.OrdinalIgnoreCase);
        return ofLog ? Told(key, LoggingKeys.All) : Told(parts[^1], Keys);
    }

    private static string Told(string name, IEnumerable<string> known) => $"is not known, and has no effect{Suggestion.For(name, known)}";
}
