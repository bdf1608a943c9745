using System.Collections.Immutable;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>A YAML mapping or JSON object; its keys differ.</summary>
internal sealed class MappingNode(int line, ImmutableArray<MappingEntry> entries) : DocumentNode(line)
{
    private const int FewEntries = 16;

    /// <summary>Null for the few entries that nearly all mappings have: looking them through is faster.</summary>
    private readonly Dictionary<string, MappingEntry>? _byKey =
        entries.Length > FewEntries ? entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal) : null;

    public ImmutableArray<MappingEntry> Entries { get; } = entries;

    public override long Size { get; } = Around + entries.Sum(entry => Around + entry.Key.Length + entry.Value.Size);

    public override string Description => "a mapping";

    public MappingEntry? Find(string key)
    {
        if (_byKey is not null) return _byKey.GetValueOrDefault(key);
        foreach (var entry in Entries)
        {
            if (entry.Key == key) return entry;
        }

        return null;
    }

    /// <summary>Text of a scalar entry as it stands, or empty: for saying what a document is before it is read.</summary>
    public string TextAt(string key) => (Find(key)?.Value as ScalarNode)?.Text ?? "";
}
