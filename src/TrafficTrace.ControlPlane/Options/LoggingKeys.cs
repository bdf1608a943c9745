using Microsoft.Extensions.Logging.Console;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>
/// What can be set of the log: .NET's own keys, below <c>Logging</c> in the settings file, or as variables <c>Logging__…</c>.
/// </summary>
internal static class LoggingKeys
{
    public const string Section = "Logging";

    private static readonly string[] Formatters =
        [ConsoleFormatterNames.Simple, ConsoleFormatterNames.Json, ConsoleFormatterNames.Systemd];

    public static IReadOnlyList<string> All { get; } =
    [
        .. Below($"{Section}:Console:", typeof(ConsoleLoggerOptions)),
        .. Below($"{Section}:Console:FormatterOptions:", typeof(SimpleConsoleFormatterOptions)),
        .. Below($"{Section}:Console:FormatterOptions:JsonWriterOptions:", typeof(System.Text.Json.JsonWriterOptions)),
    ];

    public static bool Knows(string key) => IsLevel(key) || All.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with a value, null if nothing is: a level that is none would end the start with a stack.</summary>
    public static string? Wrong(string key, string value)
    {
        if (IsLevel(key) && !Enum.GetNames<LogLevel>().Contains(value, StringComparer.OrdinalIgnoreCase))
            return $"'{value}' is no level; give one of {string.Join(", ", Enum.GetNames<LogLevel>())}";
        return key.Equals($"{Section}:Console:FormatterName", StringComparison.OrdinalIgnoreCase)
            && !Formatters.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? $"'{value}' is no format of the log; give one of {string.Join(", ", Formatters)}"
            : null;
    }

    /// <summary>Below it, and below that of a provider of .NET's of any name, stand the names of categories.</summary>
    private static bool IsLevel(string key) => key.Split(':') switch
    {
        [_, var levels, _, ..] when IsLevels(levels) => true,
        [_, _, var levels, _, ..] => IsLevels(levels),
        _ => false,
    };

    private static bool IsLevels(string part) => part.Equals("LogLevel", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Below(string prefix, Type options) =>
        options.GetProperties().Select(property => prefix + property.Name);
}
