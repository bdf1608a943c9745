using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Reconciliation;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Resources;

/// <summary>Brings the picture of the source, with names resolved, into the store; a revision each time something is different.</summary>
internal sealed class ResourceFeed(IResourceSource source, AddressResolver addresses, ResourceStore store, FirstLoad firstLoad, TimeProvider time) : BackgroundService
{
    // Half of the shortest time after which a name is due, so that none waits much longer than that.
    private static readonly TimeSpan Tick = AddressResolver.IntervalWhileUnresolved / 2;

    private ImmutableArray<Resource> _picture = [];
    private ImmutableArray<string> _names = [];
    private HashSet<ResourceKey> _stored = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var pictures = source.ReadAsync(stoppingToken).GetAsyncEnumerator(stoppingToken);
        if (!await pictures.MoveNextAsync()) return;
        Take(pictures.Current);
        // Otherwise a restart would take endpoints away until their names are resolved again.
        await addresses.LookUpAsync(_names, stoppingToken);
        Store();
        firstLoad.Complete();
        await FollowAsync(pictures, stoppingToken);
    }

    private async Task FollowAsync(IAsyncEnumerator<ImmutableArray<Resource>> pictures, CancellationToken token)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var next = pictures.MoveNextAsync().AsTask();
        var due = timer.WaitForNextTickAsync(token).AsTask();
        Task? lookup = null;
        try
        {
            while (true)
            {
                await await Task.WhenAny(lookup is null ? [next, due] : [next, due, lookup]);
                var news = lookup is { IsCompleted: true };
                if (news) lookup = null;
                if (next.IsCompleted)
                {
                    if (!await next) return;
                    Take(pictures.Current);
                    next = pictures.MoveNextAsync().AsTask();
                    news = true;
                }

                if (news) Store();
                lookup ??= LookUp(token);
                if (due.IsCompleted) due = timer.WaitForNextTickAsync(token).AsTask();
            }
        }
        finally
        {
            await Task.WhenAny(next); // an enumerator must not be disposed of while it moves
        }
    }

    private void Take(ImmutableArray<Resource> picture)
    {
        _picture = picture;
        _names = AddressResolver.NamesIn(picture);
    }

    private Task? LookUp(CancellationToken token)
    {
        var names = addresses.Due(_names);
        return names.IsEmpty ? null : addresses.LookUpAsync(names, token);
    }

    private void Store()
    {
        var keys = _picture.Select(resource => resource.Key).ToHashSet();
        store.Apply(_picture.Select(addresses.Resolved), _stored.Except(keys));
        _stored = keys;
    }
}
