using System.Collections.Immutable;

namespace TrafficTrace.Core.Wire;

/// <summary>Collects the entries of a mapping: a key stands once, and what <c>&lt;&lt;</c> merges in yields to what is written out.</summary>
internal sealed class MappingBuilder
{
    private readonly Dictionary<string, MappingEntry> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MappingEntry> _merged = new(StringComparer.Ordinal);

    /// <summary>Null, or what is wrong: the key is there already, and the first one stays.</summary>
    public RepeatedKey? Add(MappingEntry entry) =>
        _own.TryAdd(entry.Key, entry) ? null : new RepeatedKey(entry.Key, _own[entry.Key].Line, entry.Line);

    /// <exception cref="UnreadableTextException">Not a mapping, nor a list of them.</exception>
    public void Merge(int line, DocumentNode source)
    {
        var mappings = source is SequenceNode list ? list.Items : [source];
        foreach (var item in mappings)
        {
            if (item is not MappingNode mapping) throw new UnreadableTextException(line, "only a mapping can be merged with <<");
            foreach (var entry in mapping.Entries) _merged.TryAdd(entry.Key, entry);
        }
    }

    public ImmutableArray<MappingEntry> ToEntries() => [.. _own.Values, .. _merged.Values.Where(entry => !_own.ContainsKey(entry.Key))];
}
