namespace TrafficTrace.Core.Resources;

/// <summary>One way to compare a text. A regular expression (RE2) has to match the whole of it.</summary>
public sealed record TextMatch(TextMatchKind Kind, string Text);
