using System.Globalization;
using System.Text;

namespace TrafficTrace.Core.Validation;

/// <summary>
/// Shows what somebody else wrote: escaped as Go's <c>%q</c> does, with which Kuma prints keys in paths and values in messages, and
/// cut, so that nothing that is written can take a log apart or fill it.
/// </summary>
internal static class GoQuoted
{
    private const int MaxLength = 200;

    /// <summary>In quotes.</summary>
    public static string Text(string text) => $"\"{Escaped(text, "\"\\")}\"";

    /// <summary>Without quotes: where a word of ours would stand.</summary>
    public static string Word(string text) => Escaped(text, "");

    private static string Escaped(string text, string marked)
    {
        if (text.Length <= MaxLength && text.All(character => character is >= ' ' and < '\x7f' && !marked.Contains(character))) return text;
        var escaped = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, MaxLength)).EnumerateRunes()) Append(escaped, rune, marked);
        return text.Length <= MaxLength ? escaped.ToString() : escaped.Append('…').ToString();
    }

    private static void Append(StringBuilder escaped, Rune rune, string marked)
    {
        if (rune.IsAscii && marked.Contains((char)rune.Value)) escaped.Append('\\').Append(rune);
        else if (IsPrinted(rune)) escaped.Append(rune);
        else escaped.Append(Escape(rune.Value));
    }

    /// <summary>Go's <c>strconv.IsPrint</c>: no blank but the usual one, and nothing that only steers how others are shown.</summary>
    private static bool IsPrinted(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);

    private static string Escape(int value) => value switch
    {
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        < ' ' or '\x7f' => "\\x" + value.ToString("x2", CultureInfo.InvariantCulture),
        <= char.MaxValue => "\\u" + value.ToString("x4", CultureInfo.InvariantCulture),
        _ => "\\U" + value.ToString("x8", CultureInfo.InvariantCulture),
    };
}
