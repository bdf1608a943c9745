using System.Collections;
using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Looks a setting up: command line, then environment, then settings file.</summary>
internal sealed class SettingSources(ParseResult commandLine, IReadOnlyDictionary<string, string> environment, IConfiguration file)
{
    public const string FileName = "appsettings.json";

    /// <summary>The variables of this process.</summary>
    public static IReadOnlyDictionary<string, string> Environment() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");

    /// <summary>Variables and keys that no setting has.</summary>
    public ImmutableArray<Problem> Unknown => UnknownNames.Among(environment, Leaves.Select(leaf => leaf.Key));

    /// <summary>What is set of the log and can't be so.</summary>
    public IEnumerable<Problem> LoggingFaults =>
        environment.Where(variable => variable.Key.StartsWith($"{LoggingKeys.Section}__", StringComparison.OrdinalIgnoreCase))
            .Select(variable => (Given: variable.Key, Key: variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value))
            .Concat(Leaves.Select(leaf => (Given: $"{FileName}: {leaf.Key}", leaf.Key, Value: leaf.Value!)))
            .Select(given => (given.Given, Wrong: LoggingKeys.Wrong(given.Key, given.Value)))
            .Where(given => given.Wrong is not null)
            .Select(given => new Problem(given.Given, given.Wrong!));

    /// <summary>Whether a part of a key numbers an item of a list.</summary>
    public static bool IsItem(string part) => part.All(char.IsAsciiDigit);

    private IEnumerable<KeyValuePair<string, string?>> Leaves => file.AsEnumerable().Where(pair => pair.Value is not null);

    /// <summary>Null when it is given nowhere.</summary>
    public GivenValue? Find(Setting setting) => OnCommandLine(setting) ?? InEnvironment(setting) ?? InFile(setting);

    private GivenValue? OnCommandLine(Setting setting)
    {
        if (commandLine.GetValue<string[]>(setting.Option) is { Length: > 0 } values) return new(setting.Option, [.. values]);
        return setting.IsSwitch && commandLine.GetResult(setting.Option) is OptionResult { Implicit: false }
            ? new(setting.Option, [bool.TrueString])
            : null;
    }

    private GivenValue? InEnvironment(Setting setting)
    {
        if (environment.GetValueOrDefault(setting.Variable) is not { Length: > 0 } value
            || KubernetesVariables.IsOne(setting.Variable, value)) return null;
        return new(
            setting.Variable,
            setting.Repeats ? [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [value]);
    }

    private GivenValue? InFile(Setting setting)
    {
        var section = file.GetSection(setting.Key);
        if (section.Value is { } value) return new($"{FileName}: {setting.Key}", [value]);
        var values = section.GetChildren().Where(child => IsItem(child.Key)).Select(child => child.Value ?? "").ToArray();
        return values.Length > 0 ? new($"{FileName}: {setting.Key}", [.. values]) : null;
    }
}
