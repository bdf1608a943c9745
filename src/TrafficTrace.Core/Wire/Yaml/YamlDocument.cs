using System.Collections.Immutable;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>One document of a text, with the keys that stand twice in it.</summary>
internal sealed record YamlDocument(DocumentNode Root, ImmutableArray<RepeatedKey> RepeatedKeys);
