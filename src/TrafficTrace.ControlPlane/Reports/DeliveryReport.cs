using TrafficTrace.ControlPlane.Metrics;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
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
    /// The connected ones that are touched: node id, and the name that the log gives it. Of a proxy whose Dataplane is gone nothing is
    /// wanted any more.
    /// </summary>
    private (string Node, string Name)[] Tell(StoreSnapshot older, StoreSnapshot newer, TracedCounts traced)
    {
        // Of thousands of Dataplanes that come and are neither traced nor connected nothing is kept.
        var changes = TracingChanges.Between(older, newer)
            .Where(change => change.IsGain || change.IsLoss || change.IsChange || CellOf(change) is not null).ToArray();
        Proxy[] steered = [.. OverlayChanges.Between(older, newer, fleet.Overlays)];
        foreach (var line in ChangeText.Lines(StoreChange.Between(older, newer), changes, steered, traced)) log.Change(line);
        return
        [
            .. from change in changes
               where !change.Gone
               let cell = CellOf(change)
               where cell is not null
               select (cell.NodeId, change.Node.Dataplane),
            .. steered.Select(proxy => (proxy.Name, proxy.Name)),
        ];
    }

    private ProxyStatus? CellOf(TracingChange change) => fleet.Find(change.Node.ToString());

    private async Task FollowAsync(long revision, (string Node, string Name)[] touched, long start, CancellationToken stopping)
    {
        var accepted = 0;
        var others = new List<(string Node, string Name)>();
        for (var settled = 0; settled < touched.Length;) // so many, from the first on, are not looked at again: thousands take a while
        {
            var (next, took) = (fleet.NextChange(), time.GetElapsedTime(start));
            for (; settled < touched.Length; settled++)
            {
                var state = DeliveryOf(touched[settled], revision).State;
                if (state == DeliveryState.Pending && took < Patience) break;
                if (state == DeliveryState.Accepted) accepted++;
                else others.Add(touched[settled]);
            }

            if (settled == touched.Length) break;
            await next.WaitAsync(Patience - took, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Pace, time, stopping);
        }

        Say(accepted, [.. others.Select(one => DeliveryOf(one, revision))], time.GetElapsedTime(start));
    }

    private ProxyDelivery DeliveryOf((string Node, string Name) touched, long revision) =>
        ProxyDeliveries.Here(fleet, touched.Node, touched.Name, revision);

    /// <param name="settled">So many had it when they were looked at.</param>
    /// <param name="others">How the others stand now.</param>
    /// <param name="took">Since the change.</param>
    private void Say(int settled, ProxyDelivery[] others, TimeSpan took)
    {
        var accepted = settled + others.Count(one => one.State == DeliveryState.Accepted);
        ProxyDelivery[] lacking = [.. others.Where(one => one.State is not (DeliveryState.Accepted or DeliveryState.Offline))];
        var connected = accepted + lacking.Length;
        if (connected == 0) return;
        if (lacking.Length == 0)
        {
            metrics.Delivered(took);
            log.AcceptedByAll(accepted, connected, took.TotalSeconds);
            return;
        }

        string[] names = [.. lacking.Select(one => $"{one.Name} ({one.Why})")];
        log.NotAccepted(accepted, connected, took.TotalSeconds, Some.Names(names));
    }
}
