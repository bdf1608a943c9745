using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>
/// Control planes that share the store, a row each, by which they find each other. No part of the history. Whatever it is asked it may
/// answer with a <see cref="JournalAwayException"/>.
/// </summary>
public interface IReplicas
{
    /// <summary>Whether there can be others; else it is asked nothing.</summary>
    bool IsShared { get; }

    /// <summary>
    /// Writes <paramref name="own"/>, a beat further than it is there, and takes <paramref name="gone"/> away as far as they have not told
    /// anything since. Gives all that are there then.
    /// </summary>
    Task<ImmutableArray<ReplicaRow>> BeatAsync(ReplicaRow own, ImmutableArray<ReplicaRow> gone, CancellationToken token);

    /// <summary>Takes the row of one that ends away.</summary>
    Task LeaveAsync(string instance, CancellationToken token);
}
