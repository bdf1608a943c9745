using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>What the API said from one position to <see cref="Position"/>, of each key the last. No key is in both.</summary>
public sealed record JournalBatch(long Position, ImmutableArray<Resource> Puts, ImmutableArray<ResourceKey> Deletes)
{
    /// <param name="position">Up to which the entries go.</param>
    /// <param name="entries">Of any origin, oldest first.</param>
    public static JournalBatch Of(long position, IEnumerable<JournalEntry> entries)
    {
        var last = new Dictionary<ResourceKey, Resource?>();
        foreach (var change in entries.Where(entry => entry.Origin == Origin.Api).SelectMany(entry => entry.Changes))
            last[change.Key] = change.After;
        return new(
            position, [.. last.Values.OfType<Resource>()], [.. last.Where(change => change.Value is null).Select(change => change.Key)]);
    }
}
