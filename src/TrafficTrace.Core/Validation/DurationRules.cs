using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Validation;

/// <summary>Durations as Go writes them: <c>1s</c>, <c>1m30s</c>, <c>0.5s</c>.</summary>
public static partial class DurationRules
{
    /// <summary>Null, or what is wrong with a duration that has to be longer than nothing.</summary>
    public static string? OfPositive(string duration)
    {
        if (!Duration().IsMatch(duration)) return "must have a valid value";
        return duration.StartsWith('-') || !NonZeroDigit().IsMatch(duration) ? "must have a positive value" : null;
    }

    [GeneratedRegex(@"\A[-+]?(0|(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|ms|s|m|h))+)\z")]
    private static partial Regex Duration();

    [GeneratedRegex("[1-9]")]
    private static partial Regex NonZeroDigit();
}
