using System.Text;

namespace TrafficTrace.Cli.Output;

/// <summary>Text from elsewhere, for a terminal: what would steer it (ESC, bell, carriage return) is not let through.</summary>
internal static class Plain
{
    /// <summary>Ends of lines become blanks.</summary>
    public static string Line(string text) => Replace(text, keepLines: false);

    /// <summary>Ends of lines and tabs stay.</summary>
    public static string Lines(string text) => Replace(text, keepLines: true);

    private static string Replace(string text, bool keepLines)
    {
        if (!text.Any(char.IsControl)) return text;
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var isBlank = letter is '\n' or '\t';
            if (!char.IsControl(letter) || (keepLines && isBlank)) plain.Append(letter);
            else plain.Append(isBlank ? ' ' : '\uFFFD');
        }

        return plain.ToString();
    }
}
