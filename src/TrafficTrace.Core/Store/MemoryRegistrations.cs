using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>Keeps nothing: with the process all registrations go, and who looks while it runs is the process itself.</summary>
public sealed class MemoryRegistrations : IRegistrations
{
    public bool IsShared => false;

    public Task<RegistrationRows> ReadAsync(string instance, long known, CancellationToken token) => Task.FromResult(RegistrationRows.None);

    public Task WriteAsync(ImmutableArray<KeptRegistration> puts, ImmutableArray<RegistrationRemoval> removals, CancellationToken token) =>
        Task.CompletedTask;
}
