using System.Globalization;
using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Validation;

/// <summary>Durations as Go, Envoy and Kuma write them: <c>500ms</c>, <c>5s</c>, <c>0.5s</c>, <c>1h30m</c>.</summary>
public static partial class GoDuration
{
    /// <summary>A number alone is taken for seconds. Null for a text that is none, or of more than about 290 years.</summary>
    public static TimeSpan? Parse(string text)
    {
        var match = Written().Match(text);
        if (!match.Success) return null;
        var (numbers, units) = (match.Groups["number"].Captures, match.Groups["unit"].Captures);
        var seconds = 0d;
        for (var i = 0; i < numbers.Count; i++)
            seconds += double.Parse(numbers[i].Value, CultureInfo.InvariantCulture) * SecondsOf(i < units.Count ? units[i].Value : "s");
        return seconds <= TimeSpan.MaxValue.TotalSeconds / 100 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double SecondsOf(string unit) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" => 60,
        _ => 3600,
    };

    [GeneratedRegex(@"\A(?:(?<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)|(?:(?<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?<unit>ms|s|m|h))+)\z")]
    private static partial Regex Written();
}
