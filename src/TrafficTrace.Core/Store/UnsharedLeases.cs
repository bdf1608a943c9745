namespace TrafficTrace.Core.Store;

/// <summary>Where no other process is, this one has every lease.</summary>
public sealed class UnsharedLeases : ILeases
{
    public bool IsShared => false;

    public Task<HeldLease> TakeAsync(string name, string instance, TimeSpan lasts, CancellationToken token) =>
        Task.FromResult(new HeldLease(new(name, 0), instance));

    public Task GiveBackAsync(HeldLease held, CancellationToken token) => Task.CompletedTask;
}
