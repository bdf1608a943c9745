namespace TrafficTrace.Core.Validation;

/// <summary>Texts of a document that an Envoy holds, compares or sends as they are.</summary>
public static class ValueRules
{
    public const int MaxLength = 1024;

    /// <summary>Null, or what is wrong with a text that may be empty.</summary>
    public static string? OfText(string text)
    {
        if (text.Length > MaxLength) return $"cannot be longer than {MaxLength} characters";
        return text.Any(char.IsControl) ? "has to be free of control characters" : null;
    }

    /// <summary>Null, or what is wrong with a text that has to say something.</summary>
    public static string? OfRequired(string text) => text.Length == 0 ? "cannot be empty" : OfText(text);

    /// <summary>Of ASCII, without blanks and control characters: what the path of a request is made of.</summary>
    public static bool IsVisible(string text) => text.All(character => character is > ' ' and < '\x7f');
}
