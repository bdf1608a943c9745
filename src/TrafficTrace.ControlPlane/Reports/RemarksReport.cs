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

    private const int MaxLines = 20;

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
        Say(change.New, snapshot, log.Remark, log.MoreRemarks);
        Say(change.Over, snapshot, log.RemarkOver, log.MoreRemarksOver);
    }

    private static void Say(IReadOnlyCollection<Remark> remarks, StoreSnapshot snapshot, Action<Finding> say, Action<int> sayMore)
    {
        foreach (var remark in remarks.Take(MaxLines))
        {
            var place = snapshot.Layers.Of(remark.Key) is [{ Place: { } known }, ..] ? known : null;
            say(remark.At(place?.File, place?.Line ?? 0));
        }

        if (remarks.Count > MaxLines) sayMore(remarks.Count - MaxLines);
    }
}
