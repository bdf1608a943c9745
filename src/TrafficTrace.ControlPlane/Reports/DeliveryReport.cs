using TrafficTrace.ControlPlane.Metrics;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Reports;

/// <summary>
/// A line for each change: what was written, and whom it touched; and one more when all connected ones have it, or who has not. Changes
/// that follow on each other within a second are told together.
/// </summary>
internal sealed class DeliveryReport(
    ResourceStore store, FirstLoad firstLoad, FleetStatus fleet, FleetMetrics metrics, TimeProvider time, ILogger<DeliveryReport> log)
    : BackgroundService
{
    /// <summary>So long a change is followed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstLoad.Done.WaitAsync(stoppingToken);
        var seen = store.Current;
        var traced = new TracedCounts(seen);
        while (true)
        {
            await store.WaitBeyondAsync(seen.Revision, stoppingToken);
            var (start, newest) = (time.GetTimestamp(), store.Current);
            var touched = Tell(seen, newest, traced);
            seen = newest;
            await FollowAsync(newest.Revision, touched, start, stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    /// <summary>
    /// How the connected ones that are touched stand at a revision. Of a proxy whose Dataplane is gone nothing is wanted any more.
    /// </summary>
    private Func<long, ProxyDelivery>[] Tell(StoreSnapshot older, StoreSnapshot newer, TracedCounts traced)
    {
        // Of thousands of Dataplanes that come and are neither traced nor connected nothing is kept.
        var changes = TracingChanges.Between(older, newer)
            .Where(change => change.IsGain || change.IsLoss || change.IsChange || IsConnected(change)).ToArray();
        Proxy[] steered = [.. OverlayChanges.Between(older, newer, fleet.Overlays)];
        foreach (var line in ChangeText.Lines(StoreChange.Between(older, newer), changes, steered, traced)) log.Change(line);
        return
        [
            .. changes.Where(change => !change.Gone && IsConnected(change))
                .Select(change => newer.Meshes[change.Node.Mesh].Dataplanes[change.Node.Dataplane]).Select(DeliveryOf),
            .. steered.Select(DeliveryOf),
        ];
    }

    private Func<long, ProxyDelivery> DeliveryOf(Dataplane dataplane) => revision => ProxyDeliveries.Here(fleet, dataplane, revision);

    private Func<long, ProxyDelivery> DeliveryOf(Proxy overlay) => revision => ProxyDeliveries.Here(fleet, overlay, revision);

    private bool IsConnected(TracingChange change) => fleet.Find(change.Node.ToString()) is not null;

    private async Task FollowAsync(
        long revision, Func<long, ProxyDelivery>[] touched, long start, CancellationToken stopping)
    {
        var settled = 0; // so many, from the first on, are not looked at again until all seem to be: thousands take a while
        while (touched.Length > 0)
        {
            var next = fleet.NextChange();
            while (settled < touched.Length && !IsPending(touched[settled], revision)) settled++;
            var took = time.GetElapsedTime(start);
            if ((took >= Patience || settled == touched.Length) && Say(touched, revision, took)) return;
            if (settled == touched.Length) settled = 0;
            await next.WaitAsync(Patience - took, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Pace, time, stopping);
        }
    }

    private static bool IsPending(Func<long, ProxyDelivery> touched, long revision) => touched(revision).State == DeliveryState.Pending;

    /// <summary>False while some are pending and there is time left: nothing is said then.</summary>
    private bool Say(Func<long, ProxyDelivery>[] touched, long revision, TimeSpan took)
    {
        ProxyDelivery[] connected =
        [
            .. touched.Select(delivery => delivery(revision)).Where(one => one.State != DeliveryState.Offline),
        ];
        if (took < Patience && Array.Exists(connected, one => one.State == DeliveryState.Pending)) return false;
        if (connected.Length > 0) Say(connected, took);
        return true;
    }

    private void Say(ProxyDelivery[] connected, TimeSpan took)
    {
        ProxyDelivery[] lacking = [.. connected.Where(one => one.State != DeliveryState.Accepted)];
        var accepted = connected.Length - lacking.Length;
        if (lacking.Length == 0)
        {
            metrics.Delivered(took);
            log.AcceptedByAll(accepted, connected.Length, took.TotalSeconds);
            return;
        }

        string[] names = [.. lacking.Select(one => $"{one.Name} ({one.Why})")];
        log.NotAccepted(accepted, connected.Length, took.TotalSeconds, Some.Names(names));
    }
}
