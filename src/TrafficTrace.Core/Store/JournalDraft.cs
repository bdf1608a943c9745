using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>An entry that has no position yet.</summary>
public sealed record JournalDraft(DateTimeOffset At, Origin Origin, string Who, string From, ImmutableArray<JournalChange> Changes)
{
    /// <summary>It is written only while this is the newest of its name; null where anybody may write it.</summary>
    public Lease? Under { get; init; }

    public JournalEntry Placed(long position) => new(position, At, Origin, Who, From, Changes);
}
