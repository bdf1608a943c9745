namespace TrafficTrace.Core.Resources;

/// <summary>The value of a request header; without it <see cref="Default"/>, and no tag where that is null.</summary>
public sealed record HeaderTag(string Name, string Header, string? Default) : SpanTag(Name);
