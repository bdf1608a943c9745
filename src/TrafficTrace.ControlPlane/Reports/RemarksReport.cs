using TrafficTrace.ControlPlane.Api.Events;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Reports;

/// <summary>
/// Logs what <see cref="CrossChecks"/> remark on the store, each remark once, and when it is over; and which change leaves proxies
/// untraced.
/// </summary>
internal sealed class RemarksReport(
    ResourceStore store, FirstLoad firstLoad, EventLog events, TimeProvider time, ILogger<RemarksReport> log) : BackgroundService
{
    /// <summary>Documents that belong together often come one after the other.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstLoad.Done.WaitAsync(stoppingToken);
        var seen = StoreSnapshot.Empty;
        while (true)
        {
            await store.WaitBeyondAsync(seen.Revision, stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
            var newest = store.Current;
            Say(RemarksChange.Between(seen, newest), newest);
            SayWhatIsLost(seen, newest);
            seen = newest;
        }
    }

    private void Say(RemarksChange change, StoreSnapshot snapshot)
    {
        Some.Say(change.New, remark => log.Say(events, Placed(remark, snapshot)), log.MoreRemarks);
        Some.Say(change.Over, remark => log.SayOver(events, Placed(remark, snapshot)), log.MoreRemarksOver);
    }

    private void SayWhatIsLost(StoreSnapshot older, StoreSnapshot newer)
    {
        Remark[] lost = [.. LostTracing.Of(TracingChanges.LossesBetween(older, newer), older, newer)];
        Some.Say(lost, remark => log.Say(events, Placed(remark, newer.Layers.Of(remark.Key).IsEmpty ? older : newer)), log.MoreRemarks);
    }

    private static Finding Placed(Remark remark, StoreSnapshot snapshot) =>
        remark.At(snapshot.Layers.Of(remark.Key) is [{ Place: { } place }, ..] ? place : null);
}
