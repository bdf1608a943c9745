using System.CommandLine.Parsing;
using System.Globalization;

namespace TrafficTrace.Cli;

/// <summary>Durations as Envoy and Kuma write them: <c>500ms</c>, <c>5s</c>, <c>0.5s</c>.</summary>
internal static class Duration
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var (number, unit) = text.EndsWith("ms", StringComparison.Ordinal)
            ? (text[..^2], TimeSpan.FromMilliseconds(1))
            : (text.TrimEnd('s'), TimeSpan.FromSeconds(1));
        if (double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count > 0
            && count * unit.TotalSeconds <= Longest.TotalSeconds)
        {
            return count * unit;
        }

        result.AddError($"\"{text}\" is not a duration: write it as 5s or 500ms, above 0 and at most 1 hour.");
        return default;
    }
}
