using System.Globalization;
using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Times as RFC 3339 and Go have them.</summary>
internal static partial class Times
{
    /// <summary>Null for a text that is none.</summary>
    public static DateTimeOffset? Parse(string text) => DateTimeOffset.TryParseExact(
        BeyondTicks().Replace(text, "$1"),
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal,
        out var time) ? time : null;

    /// <summary>Go writes nanoseconds; a tick has a hundred.</summary>
    [GeneratedRegex(@"(\.[0-9]{7})[0-9]+")]
    private static partial Regex BeyondTicks();
}
