using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;

namespace TrafficTrace.Cli.Options;

/// <summary>
/// How the text of an option becomes a value. What can't ends in one sentence: which option, which text, and what is wrong with it.
/// </summary>
internal static class OptionValues
{
    /// <param name="option">The option whose text is its value.</param>
    /// <param name="wrong">What is wrong with a text, null if nothing is.</param>
    public static Option<string> Check(this Option<string> option, Func<string, string?> wrong) => option.Read(text => (text, wrong(text)));

    public static Option<int> Port(string name, string description, int otherwise, int lowest = 1) =>
        new Option<int>(name) { Description = description, HelpName = "PORT", DefaultValueFactory = _ => otherwise }
            .Read(text => Number(text) is { } port && port >= lowest && port <= IPEndPoint.MaxPort
                ? (port, null)
                : (0, $"a port is a number from {lowest} to {IPEndPoint.MaxPort}"));

    public static Option<int?> Count(string name, string description) =>
        new Option<int?>(name) { Description = description, HelpName = "NUMBER" }
            .Read(text => Number(text) is > 0 and { } count ? ((int?)count, null) : (null, "it must be a number above 0"));

    /// <param name="option">The option.</param>
    /// <param name="read">The value of a text, or what is wrong with it.</param>
    public static Option<T> Read<T>(this Option<T> option, Func<string, (T Value, string? Wrong)> read)
    {
        option.CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            var (value, wrong) = read(text);
            if (wrong is not null) result.AddError($"{option.Name} \"{text}\": {wrong}.");
            return value;
        };
        return option;
    }

    /// <summary>The text that the user gave, in small letters; null when the option is not given. Right or wrong is not asked.</summary>
    public static string? GivenIn(this Option option, CommandResult result) =>
        result.GetResult(option) is { Implicit: false, Tokens: [.., var last] } ? last.Value.ToLowerInvariant() : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
