using TrafficTrace.ControlPlane.Sources.Names;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources;

/// <summary>Brings what the source tells, with names resolved, into the store; a revision each time something is different.</summary>
internal sealed class ResourceFeed(IResourceSource source, AddressResolver addresses, ResourceStore store, FirstLoad firstLoad, TimeProvider time) : BackgroundService
{
    // Half of the shortest time after which a name is due, so that none waits much longer than that.
    private static readonly TimeSpan Tick = AddressResolver.IntervalWhileUnresolved / 2;

    private readonly NamedDataplanes _named = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var changes = source.ReadAsync(stoppingToken).GetAsyncEnumerator(stoppingToken);
        if (!await changes.MoveNextAsync()) return;
        _named.Follow(changes.Current);
        // Otherwise a restart would take endpoints away until their names are resolved again.
        await addresses.LookUpAsync(_named.Names, stoppingToken);
        Store(changes.Current);
        firstLoad.Complete();
        await FollowAsync(changes, stoppingToken);
    }

    private async Task FollowAsync(IAsyncEnumerator<ResourceChanges> changes, CancellationToken token)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var next = changes.MoveNextAsync().AsTask();
        var due = timer.WaitForNextTickAsync(token).AsTask();
        Task? lookup = null;
        try
        {
            while (true)
            {
                await await Task.WhenAny(lookup is null ? [next, due] : [next, due, lookup]);
                if (lookup is { IsCompleted: true })
                {
                    lookup = null;
                    store.Apply(_named.All.Select(addresses.Resolved), []);
                }

                if (next.IsCompleted)
                {
                    if (!await next) return;
                    _named.Follow(changes.Current);
                    Store(changes.Current);
                    next = changes.MoveNextAsync().AsTask();
                }

                lookup ??= LookUp(token);
                if (due.IsCompleted) due = timer.WaitForNextTickAsync(token).AsTask();
            }
        }
        finally
        {
            await Task.WhenAny(next); // an enumerator must not be disposed of while it moves
        }
    }

    private Task? LookUp(CancellationToken token)
    {
        var names = addresses.Due(_named.Names);
        return names.IsEmpty ? null : addresses.LookUpAsync(names, token);
    }

    private void Store(ResourceChanges changes) => store.Apply(changes.Puts.Select(addresses.Resolved), changes.Deletes);
}
