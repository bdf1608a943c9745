namespace TrafficTrace.Core.Resources;

/// <summary>
/// A value of Envoy's metadata, under <see cref="Key"/> and then down the <see cref="Path"/>; else <see cref="Default"/>.
/// </summary>
public sealed record MetadataTag(string Name, MetadataKind Kind, string Key, ValueList<string> Path, string? Default)
    : SpanTag(Name);
