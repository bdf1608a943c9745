using TrafficTrace.ControlPlane.Leading;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Ending;

/// <summary>
/// Has the journal take away what of the history is not to be kept any longer. Where several processes share it the leader does so.
/// </summary>
internal sealed class HistoryTrimming(IJournal journal, Leadership leadership, TimeProvider time) : BackgroundService
{
    // Whoever writes much must not outrun it for long.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var lease = await leadership.WaitAsync(stoppingToken);
            if (!await TrimAsync(lease, stoppingToken)) await Task.Delay(Pause, time, stoppingToken);
        }
    }

    /// <summary>Whether there may be more.</summary>
    private async Task<bool> TrimAsync(Lease lease, CancellationToken token)
    {
        try
        {
            return await journal.TrimAsync(lease, token) > 0;
        }
        catch (LeaseLostException)
        {
            leadership.StepDown(lease);
            return false;
        }
        catch (Exception later) when (later is JournalAwayException or JournalRefusedException)
        {
            return false; // whoever reads the journal says so
        }
    }
}
