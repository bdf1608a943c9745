namespace TrafficTrace.Core.Resources;

/// <summary>One way to compare a text. A regular expression (RE2) has to match the whole of it.</summary>
public sealed record TextMatch(TextMatchKind Kind, string Text)
{
    /// <summary>Whether it is known that every text that the other takes is taken here too.</summary>
    public bool Covers(TextMatch other) => this == other
        || (Kind == TextMatchKind.Prefix && other.Kind != TextMatchKind.Regex && other.Text.StartsWith(Text, StringComparison.Ordinal));
}
