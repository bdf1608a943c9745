using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>
/// One write, whole. <see cref="Who"/> and <see cref="From"/> are words for people: of a file's change, <c>file</c> and its path.
/// </summary>
public sealed record JournalEntry(
    long Position, DateTimeOffset At, Origin Origin, string Who, string From, ImmutableArray<JournalChange> Changes)
{
    public IEnumerable<Resource> Puts => Changes.Select(change => change.After).OfType<Resource>();

    public IEnumerable<ResourceKey> Deletes => Changes.Where(change => change.After is null).Select(change => change.Key);
}
