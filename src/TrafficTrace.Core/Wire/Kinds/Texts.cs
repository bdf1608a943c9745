using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads texts that a rule judges.</summary>
internal static class Texts
{
    /// <summary>Null, and an error, when it is no text; an absent one is judged as an empty one.</summary>
    /// <param name="field">Where it stands.</param>
    /// <param name="rule">Null, or what is wrong with a text.</param>
    public static string? Read(Field field, Func<string, string?> rule)
    {
        if (field.Text() is not { } text) return null;
        if (rule(text) is { } violation) field.Error(violation);
        return text;
    }

    /// <summary>Empty, and an error, when absent.</summary>
    public static string Required(Field field) => Read(field, ValueRules.OfRequired) ?? "";

    /// <summary>Null when absent or empty.</summary>
    public static string? Optional(Field field) => Read(field, ValueRules.OfText) is { Length: > 0 } text ? text : null;
}
