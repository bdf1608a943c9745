using TrafficTrace.Core.Validation;
using YamlDotNet.Core;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>Says why a text is no YAML, and in which column, in the words of who wrote it.</summary>
internal static class YamlFaults
{
    private const string Tab = "a tab indents here, where YAML takes blanks alone: replace it by blanks";
    private const string Escape =
        @"the backslash begins no escape of YAML: write \\ where a backslash is meant, or put the text in single quotes";

    private const string Misplaced = "this does not fit to the lines before: correct the indentation, or write it as key: value";

    private static readonly string[] Unclosed = ["quoted scalar, found unexpected end of stream", "quoted scalar, found wrong indentation"];

    /// <summary>A part of what the parser says, and our words for it.</summary>
    private static readonly (string Part, string Words)[] Known =
    [
        ("cannot start any token", "no value begins so: put it in quotes"),
        ("found value containing disallowed", "* and & have a meaning of their own in YAML: put the value in quotes, as in \"*\""),
        ("found invalid mapping", "\": \" stands within a value: put the value in quotes, or correct the indentation"),
        ("did not find expected ','", "a { or a [ before this is not closed, or a comma is missing"),
        ("did not find expected key", Misplaced),
        ("did not find expected '-'", Misplaced),
    ];

    public static UnreadableTextException Of(YamlException exception, string text)
    {
        var says = exception.Message;
        if (says.Contains(" tab ", StringComparison.Ordinal)) return OfTab(exception, text);
        if (Unclosed.Any(part => says.Contains(part, StringComparison.Ordinal)))
            return Unreadable(exception, exception.Start.Line, exception.Start.Column, "the quote that begins here is not closed");
        if (says.Contains("quoted scalar", StringComparison.Ordinal) && Backslash(exception.End, text) is { } column)
            return Unreadable(exception, exception.End.Line, column, Escape);
        var words = Known.FirstOrDefault(known => says.Contains(known.Part, StringComparison.Ordinal)).Words;
        var place = exception.Start.Line == exception.End.Line ? exception.Start : exception.End;
        return Unreadable(exception, place.Line, place.Column, words ?? GoQuoted.Word(says));
    }

    /// <summary>The template itself, where it is one: what the parser says of its braces leads nowhere.</summary>
    public static UnreadableTextException OrTemplate(UnreadableTextException fault, string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number < fault.Line) continue;
            return line.Contains("{{", StringComparison.Ordinal) ? new(fault.Line, Templates.Unrendered, fault) : fault;
        }

        return fault;
    }

    /// <summary>The parser names what stands before the tab, which may be in another line.</summary>
    private static UnreadableTextException OfTab(YamlException exception, string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var tab = line[..^line.TrimStart(" \t").Length].IndexOf('\t');
            if (++number >= exception.End.Line && tab >= 0) return Unreadable(exception, number, tab + 1, Tab);
        }

        return Unreadable(exception, exception.End.Line, exception.End.Column, Tab);
    }

    /// <summary>Column of the last one before a place in the text; null when the line has none.</summary>
    private static long? Backslash(Mark place, string text)
    {
        var index = (int)Math.Min(place.Index, text.Length - 1);
        var last = text.LastIndexOf('\\', index);
        var column = place.Column - (index - last);
        return last >= 0 && column > 0 ? column : null;
    }

    private static UnreadableTextException Unreadable(Exception cause, long line, long column, string words) =>
        new((int)line, $"cannot be read as YAML or JSON: column {column}: {words}", cause);
}
