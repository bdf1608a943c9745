using System.Globalization;

namespace TrafficTrace.Core.Resources;

/// <summary>A time as messages have it: RFC 3339 in UTC, to the second. Nobody reads more.</summary>
public static class TimeText
{
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
