using System.Collections.Immutable;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>
/// Collects the entries of a mapping: a key stands once, and what <c>&lt;&lt;</c> merges in yields to what is written out.
/// </summary>
internal sealed class MappingBuilder
{
    private const int FewEntries = 16;

    private readonly List<MappingEntry> _own = [];
    private Dictionary<string, MappingEntry>? _ownByKey;
    private Dictionary<string, MappingEntry>? _merged;

    /// <summary>Null, or what is wrong: the key is there already, and the first one stays.</summary>
    public RepeatedKey? Add(MappingEntry entry)
    {
        if (Find(entry.Key) is { } first) return new RepeatedKey(entry.Key, first.Line, entry.Line);
        _own.Add(entry);
        _ownByKey?.Add(entry.Key, entry);
        if (_own.Count == FewEntries) _ownByKey = _own.ToDictionary(own => own.Key, StringComparer.Ordinal);
        return null;
    }

    /// <exception cref="UnreadableTextException">Not a mapping, nor a list of them.</exception>
    public void Merge(int line, DocumentNode source)
    {
        _merged ??= new(StringComparer.Ordinal);
        var mappings = source is SequenceNode list ? list.Items : [source];
        foreach (var item in mappings)
        {
            if (item is not MappingNode mapping) throw new UnreadableTextException(line, "only a mapping can be merged with <<");
            foreach (var entry in mapping.Entries) _merged.TryAdd(entry.Key, entry);
        }
    }

    public ImmutableArray<MappingEntry> ToEntries() =>
        _merged is null ? [.. _own] : [.. _own, .. _merged.Values.Where(entry => Find(entry.Key) is null)];

    /// <summary>Most mappings are small, and looked through faster than anything else.</summary>
    private MappingEntry? Find(string key) =>
        _ownByKey is null ? _own.Find(entry => entry.Key == key) : _ownByKey.GetValueOrDefault(key);
}
