using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Validation;

/// <summary>Regular expressions that both .NET and Envoy's RE2 take, and that are small enough for Envoy.</summary>
public static class RegexRules
{
    public const int MaxLength = 1000;

    /// <summary>Null, or what is wrong with a regular expression that has to match the whole path of a request.</summary>
    public static string? Of(string pattern)
    {
        if (pattern.Length == 0) return "cannot be empty";
        if (pattern.Length > MaxLength) return $"cannot be longer than {MaxLength} characters";
        if (!ValueRules.IsVisible(pattern)) return "has to consist of visible ASCII characters: a path has no others";
        return Unreadable(pattern) ?? Re2Size.Of(pattern) switch
        {
            null => "holds what is not served: look-around, a back-reference, a flag, a named group, \\p, a [ within brackets",
            > Re2Size.Max => "is too large for Envoy: lessen its repetitions and alternatives, or write several rules",
            _ => null,
        };
    }

    private static string? Unreadable(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return null;
        }
        catch (RegexParseException e)
        {
            return $"is no regular expression: {e.Error} at character {e.Offset}";
        }
    }
}
