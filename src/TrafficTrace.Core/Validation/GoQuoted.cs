using System.Globalization;
using System.Text;

namespace TrafficTrace.Core.Validation;

/// <summary>Quotes as Go's <c>%q</c>: how Kuma prints keys in paths and values in messages.</summary>
internal static class GoQuoted
{
    public static string Text(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text) quoted.Append(Escaped(character));
        return quoted.Append('"').ToString();
    }

    private static string Escaped(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        < ' ' or '\x7f' => "\\x" + ((int)character).ToString("x2", CultureInfo.InvariantCulture),
        _ => character.ToString(),
    };
}
