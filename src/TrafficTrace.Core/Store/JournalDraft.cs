using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>An entry that has no position yet.</summary>
public sealed record JournalDraft(DateTimeOffset At, Origin Origin, string Who, string From, ImmutableArray<JournalChange> Changes)
{
    public JournalEntry Placed(long position) => new(position, At, Origin, Who, From, Changes);
}
