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
    public ImmutableArray<Problem> Unknown => UnknownNames.Among(environment.Keys, file.GetChildren().Select(child => child.Key));

    /// <summary>Null when it is given nowhere.</summary>
    public GivenValue? Find(Setting setting) => OnCommandLine(setting) ?? InEnvironment(setting) ?? InFile(setting);

    private GivenValue? OnCommandLine(Setting setting)
    {
        if (commandLine.GetValue<string[]>(setting.Option) is { Length: > 0 } values) return new(setting.Option, [.. values]);
        return setting.IsSwitch && commandLine.GetResult(setting.Option) is OptionResult { Implicit: false } ? new(setting.Option, [bool.TrueString]) : null;
    }

    private GivenValue? InEnvironment(Setting setting)
    {
        if (environment.GetValueOrDefault(setting.Variable) is not { Length: > 0 } value) return null;
        return new(setting.Variable, setting.Repeats ? [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [value]);
    }

    private GivenValue? InFile(Setting setting)
    {
        var section = file.GetSection(setting.Key);
        if (section.Value is { } value) return new($"{FileName}: {setting.Key}", [value]);
        var values = section.GetChildren().Select(child => child.Value ?? "").ToArray();
        return values.Length > 0 ? new($"{FileName}: {setting.Key}", [.. values]) : null;
    }
}
