using System.CommandLine;
using System.Globalization;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Options;

/// <summary>Durations as Go, Envoy and Kuma write them: <c>500ms</c>, <c>5s</c>, <c>0.5s</c>, <c>1h30m</c>.</summary>
internal static class Duration
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static Option<TimeSpan?> Option(string name, string description, TimeSpan otherwise) =>
        new Option<TimeSpan?>(name) { Description = $"{description} [default: {Text(otherwise)}]", HelpName = "DURATION" }
            .Read(text => Parse(text) is { Ticks: > 0 } value && value <= Longest
                ? ((TimeSpan?)value, null)
                : (null, "write a duration as 5s or 500ms, above 0 and at most 1 hour"));

    public static string Text(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.###}s");

    /// <inheritdoc cref="GoDuration.Parse"/>
    public static TimeSpan? Parse(string text) => GoDuration.Parse(text);
}
