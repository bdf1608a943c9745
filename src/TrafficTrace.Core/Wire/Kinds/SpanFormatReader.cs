using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads a text with Envoy's command operators.</summary>
internal static class SpanFormatReader
{
    public static string? Optional(Field field) => field.Text() is { Length: > 0 } ? Required(field) : null;

    public static string Required(Field field)
    {
        var format = Texts.Required(field);
        foreach (var violation in SpanFormatRules.Of(format)) field.Error(violation);
        return format;
    }
}
