using TrafficTrace.ControlPlane.Telling;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Reports;

/// <summary>Logs what <see cref="CrossChecks"/> remark on the store, each remark once, and when it is over.</summary>
internal sealed class RemarksReport(
    ResourceStore store, FirstLoad firstLoad, TimeProvider time, ILogger<RemarksReport> log) : BackgroundService
{
    /// <summary>Documents that belong together often come one after the other.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Remarks _remarks = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstLoad.Done.WaitAsync(stoppingToken);
        var seen = StoreSnapshot.Empty;
        while (true)
        {
            await store.WaitBeyondAsync(seen.Revision, stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
            var newest = store.Current;
            Say(_remarks.Update(seen, newest), newest);
            seen = newest;
        }
    }

    private void Say(RemarksChange change, StoreSnapshot snapshot)
    {
        Some.Say(change.New, remark => log.Remark(Placed(remark, snapshot)), log.MoreRemarks);
        Some.Say(change.Over, remark => log.RemarkOver(Placed(remark, snapshot)), log.MoreRemarksOver);
    }

    private static Finding Placed(Remark remark, StoreSnapshot snapshot)
    {
        var place = snapshot.Layers.Of(remark.Key) is [{ Place: { } known }, ..] ? known : null;
        return remark.At(place?.File, place?.Line ?? 0);
    }
}
