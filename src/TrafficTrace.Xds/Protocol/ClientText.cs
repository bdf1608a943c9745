using System.Globalization;
using System.Text;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// Text that a client gave, in the form in which people are shown it: what would move the cursor, colour the line, turn its
/// direction or end it is written as an escape, and a long text is cut. The raw text is what is compared and looked up.
/// </summary>
public readonly record struct ClientText(string Raw)
{
    /// <summary>Characters.</summary>
    public const int MaxLength = 128;

    public static implicit operator ClientText(string raw) => new(raw);

    public override string ToString() => Shown(Raw, MaxLength);

    /// <param name="raw">What the client gave.</param>
    /// <param name="maxLength">Characters of the result; one more says that it was cut.</param>
    public static string Shown(string raw, int maxLength)
    {
        if (raw.Length <= maxLength && raw.All(IsPlain)) return raw;
        var shown = new StringBuilder();
        foreach (var rune in raw.EnumerateRunes())
        {
            var text = IsPlain(rune) ? rune.ToString() : Escaped(rune);
            if (shown.Length + text.Length > maxLength) return shown.Append('…').ToString();
            shown.Append(text);
        }

        return shown.ToString();
    }

    private static bool IsPlain(char letter) => letter is >= ' ' and <= '~';

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string Escaped(Rune rune) => rune.IsBmp
        ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}")
        : string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
}
