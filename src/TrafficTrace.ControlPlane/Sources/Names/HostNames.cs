using System.Collections.Immutable;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Names;

/// <summary>
/// Keeps the addresses of the store's host names up to date. The only one who writes them. Where others share the store the leader's
/// addresses count, and what the leader does not know, or can't tell, this process looks up itself.
/// </summary>
internal sealed class HostNames(AddressResolver addresses, SharedAddresses shared, ResourceStore store, TimeProvider time)
{
    // Half of the shortest time after which a name is due, so that none waits much longer than that.
    private static readonly TimeSpan Tick = AddressResolver.IntervalWhileUnresolved / 2;

    private HostAddresses _known = HostAddresses.None;

    /// <summary>Looks up all names that are due, at once.</summary>
    public async Task LookUpAsync(CancellationToken token)
    {
        var names = store.Current.HostNames;
        if (names.IsEmpty) return;
        var isNews = await shared.FoundAsync(token) is { } found && addresses.Adopt(found, names);
        var due = addresses.Due(names);
        if (isNews || !due.IsEmpty)
        {
            await addresses.LookUpAsync(due, token);
            _known = addresses.Known(names);
            store.SetFacts(_known);
        }

        await shared.TellAsync(_known, token);
    }

    /// <summary>Looks up each name when it is due, a new one without delay.</summary>
    public async Task FollowAsync(CancellationToken token)
    {
        while (true)
        {
            var seen = store.Current;
            await LookUpAsync(token);
            await WaitAsync(seen, token);
        }
    }

    private async Task WaitAsync(StoreSnapshot seen, CancellationToken token)
    {
        using var tick = new CancellationTokenSource(seen.HostNames.IsEmpty ? Timeout.InfiniteTimeSpan : Tick, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, tick.Token);
        await WaitForOthersAsync(seen, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        token.ThrowIfCancellationRequested();
    }

    private async Task WaitForOthersAsync(StoreSnapshot seen, CancellationToken token)
    {
        for (var newest = seen; newest.HostNames == seen.HostNames; newest = store.Current)
            await store.WaitBeyondAsync(newest.Revision, token);
    }
}
