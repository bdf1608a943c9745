using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads the end and the reason of what is there for a while. Both are required: it is to be found, and to end.</summary>
internal static class EndReader
{
    public static DateTimeOffset Until(Field field)
    {
        if (field.Text() is { Length: > 0 } text)
        {
            if (Times.Parse(text) is { } time) return time;
            field.Error("has to be a time like 2026-01-31T12:00:00Z");
        }
        else
        {
            field.Error("cannot be empty: it says when this ends, as 2026-01-31T12:00:00Z");
        }

        return default;
    }

    public static string Reason(Field field)
    {
        var reason = field.Text() ?? "";
        if (string.IsNullOrWhiteSpace(reason)) field.Error("cannot be empty: say why, for whoever finds it");
        return reason;
    }
}
