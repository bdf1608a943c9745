namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>What a text has to be before it is worth parsing.</summary>
internal static class TextRules
{
    /// <summary>In characters: fifty thousand proxies of the usual form. A text takes some ten times its length while it is read.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <exception cref="UnreadableTextException">Too long, or not a text.</exception>
    public static void Check(string text)
    {
        if (text.Length > MaxLength)
            throw new UnreadableTextException(0, $"is longer than {MaxLength} characters: split it into several files");
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') line++;
            if (IsNoText(text, i))
                throw new UnreadableTextException(line, $"holds the character U+{(int)text[i]:X4}: this is neither YAML nor JSON in UTF-8");
            if (char.IsHighSurrogate(text[i])) i++;
        }
    }

    private static bool IsNoText(string text, int index)
    {
        var character = text[index];
        if (character < ' ') return character is not ('\t' or '\n' or '\r');
        if (char.IsSurrogate(character))
            return !char.IsHighSurrogate(character) || index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]);
        return character is '\uFFFE' or '\uFFFF';
    }
}
