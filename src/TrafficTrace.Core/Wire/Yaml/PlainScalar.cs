using System.Globalization;
using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>
/// What a scalar without quotes means. The rules are YAML 1.1's, as in the parser that Kuma reads its files with:
/// <c>on</c> is a boolean, <c>0x10</c> and <c>010</c> are numbers, a date stays text. JSON's literals mean the same in them.
/// </summary>
internal static partial class PlainScalar
{
    public static ScalarNode Resolve(string text, int line) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => new ScalarNode(line, ScalarKind.Null, ""),
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y" =>
            new ScalarNode(line, ScalarKind.Boolean, "true"),
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N" =>
            new ScalarNode(line, ScalarKind.Boolean, "false"),
        _ => Number(text) is { } number ? new ScalarNode(line, ScalarKind.Number, number) : new ScalarNode(line, ScalarKind.Text, text),
    };

    /// <summary>The number as JSON writes it, or null when it is none.</summary>
    private static string? Number(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+' or '.')) return null;
        if (JsonNumber().IsMatch(text)) return text;
        return NotFinite(text) ?? Integer(text.Replace("_", "", StringComparison.Ordinal))
            ?? Fraction(text.Replace("_", "", StringComparison.Ordinal));
    }

    private static string? NotFinite(string text) => text switch
    {
        ".nan" or ".NaN" or ".NAN" => "NaN",
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => "Infinity",
        "-.inf" or "-.Inf" or "-.INF" => "-Infinity",
        _ => null,
    };

    private static string? Integer(string text)
    {
        var match = BasedInteger().Match(text);
        if (!match.Success) return null;
        var digits = match.Groups["digits"].Value;
        var numberBase = match.Groups["base"].Value is "0x" ? 16 : match.Groups["base"].Value is "0b" ? 2 : 8;
        var value = 0m;
        foreach (var digit in digits)
        {
            var step = int.Parse(digit.ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (step >= numberBase || value > long.MaxValue) return null;
            value = value * numberBase + step;
        }

        return match.Groups["sign"].Value.TrimStart('+') + value.ToString(CultureInfo.InvariantCulture);
    }

    private static string? Fraction(string text) => YamlFloat().IsMatch(text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"\A(?<sign>[-+]?)(?<base>0x|0b|0o|0)(?<digits>[0-9a-fA-F]+)\z")]
    private static partial Regex BasedInteger();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex YamlFloat();
}
