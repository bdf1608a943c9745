using System.Globalization;

namespace TrafficTrace.Cli.Output;

/// <summary>How long ago something was, as kumactl and kubectl tell it: <c>20s</c>, <c>3m</c>, <c>5h</c>, <c>12d</c>.</summary>
internal static class Age
{
    /// <param name="time">As RFC 3339; what is none gives a dash.</param>
    /// <param name="now">The time to count back from.</param>
    public static string Of(string? time, DateTimeOffset now) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Of(now - at) : "-";

    private static string Of(TimeSpan age) => age switch
    {
        { Ticks: < 0 } => "0s",
        { TotalMinutes: < 2 } => Whole(age.TotalSeconds, 's'),
        { TotalHours: < 2 } => Whole(age.TotalMinutes, 'm'),
        { TotalDays: < 2 } => Whole(age.TotalHours, 'h'),
        _ => Whole(age.TotalDays, 'd'),
    };

    private static string Whole(double count, char unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(count)}{unit}");
}
