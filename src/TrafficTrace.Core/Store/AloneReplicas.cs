using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>Of a store that belongs to one process: there are no others.</summary>
public sealed class AloneReplicas : IReplicas
{
    public bool IsShared => false;

    public Task<ImmutableArray<ReplicaRow>> BeatAsync(ReplicaRow own, ImmutableArray<ReplicaRow> gone, CancellationToken token) =>
        Task.FromResult(ImmutableArray<ReplicaRow>.Empty);

    public Task LeaveAsync(string instance, CancellationToken token) => Task.CompletedTask;
}
