using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Reconciliation;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Resources;

/// <summary>Brings the picture of the source, with names resolved, into the store; a revision each time something is different.</summary>
internal sealed class ResourceFeed(IResourceSource source, AddressResolver addresses, ResourceStore store, FirstLoad firstLoad, TimeProvider time) : BackgroundService
{
    private ImmutableArray<Resource> _picture = [];
    private HashSet<ResourceKey> _stored = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var pictures = source.ReadAsync(stoppingToken).GetAsyncEnumerator(stoppingToken);
        if (!await pictures.MoveNextAsync()) return;
        _picture = pictures.Current;
        // Otherwise a restart would take endpoints away until their names are resolved again.
        await addresses.LookUpAsync(AddressResolver.NamesIn(_picture), stoppingToken);
        Store();
        firstLoad.Complete();
        await FollowAsync(pictures, stoppingToken);
    }

    private async Task FollowAsync(IAsyncEnumerator<ImmutableArray<Resource>> pictures, CancellationToken token)
    {
        using var timer = new PeriodicTimer(AddressResolver.Interval, time);
        var next = pictures.MoveNextAsync().AsTask();
        var due = timer.WaitForNextTickAsync(token).AsTask();
        Task? lookup = null;
        try
        {
            while (true)
            {
                await await Task.WhenAny(lookup is null ? [next, due] : [next, due, lookup]);
                if (next.IsCompleted)
                {
                    if (!await next) return;
                    _picture = pictures.Current;
                    next = pictures.MoveNextAsync().AsTask();
                }

                Store();
                if (lookup is { IsCompleted: true }) lookup = null;
                lookup ??= LookUp(everyName: due.IsCompleted, token);
                if (due.IsCompleted) due = timer.WaitForNextTickAsync(token).AsTask();
            }
        }
        finally
        {
            await Task.WhenAny(next); // an enumerator must not be disposed of while it moves
        }
    }

    private Task? LookUp(bool everyName, CancellationToken token)
    {
        var names = AddressResolver.NamesIn(_picture);
        if (!everyName) names = names.RemoveAll(addresses.HasAskedFor);
        return names.IsEmpty ? null : addresses.LookUpAsync(names, token);
    }

    private void Store()
    {
        var keys = _picture.Select(resource => resource.Key).ToHashSet();
        store.Apply(_picture.Select(addresses.Resolved), _stored.Except(keys));
        _stored = keys;
    }
}
