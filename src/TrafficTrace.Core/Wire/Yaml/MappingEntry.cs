namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>A key of a mapping with its line, and what it holds.</summary>
internal sealed record MappingEntry(string Key, int Line, DocumentNode Value);
