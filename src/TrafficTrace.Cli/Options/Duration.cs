using System.CommandLine;
using System.Globalization;

namespace TrafficTrace.Cli.Options;

/// <summary>Durations as Envoy and Kuma write them: <c>500ms</c>, <c>5s</c>, <c>0.5s</c>.</summary>
internal static class Duration
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static Option<TimeSpan?> Option(string name, string description, TimeSpan otherwise) =>
        new Option<TimeSpan?>(name) { Description = $"{description} [default: {Text(otherwise)}]", HelpName = "DURATION" }
            .Read(text => Parse(text) is { } value
                ? ((TimeSpan?)value, null)
                : (null, "write a duration as 5s or 500ms, above 0 and at most 1 hour"));

    public static string Text(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.###}s");

    private static TimeSpan? Parse(string text)
    {
        var (number, unit) = text.EndsWith("ms", StringComparison.Ordinal)
            ? (text[..^2], TimeSpan.FromMilliseconds(1))
            : (text.EndsWith('s') ? text[..^1] : text, TimeSpan.FromSeconds(1));
        var counts = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count);
        return counts && count > 0 && count * unit.TotalSeconds <= Longest.TotalSeconds ? count * unit : null;
    }
}
