using System.Collections.Immutable;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Core.Wire;

/// <summary>
/// How many documents of which kind were skipped. Kinds that nobody here knows get a row each up to <see cref="MaxUnknown"/>.
/// </summary>
internal sealed class SkippedCount
{
    private const int MaxUnknown = 50;

    private readonly ImmutableSortedDictionary<string, int>.Builder _kinds =
        ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);

    private int _unknown;

    public void Add(string kind)
    {
        if (!_kinds.ContainsKey(kind) && !SkippedKinds.Contains(kind) && ++_unknown > MaxUnknown) kind = SkippedKinds.Others;
        _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
    }

    public ImmutableSortedDictionary<string, int> ToImmutable() => _kinds.ToImmutable();
}
