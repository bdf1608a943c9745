using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Leading;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Ending;

/// <summary>
/// Takes overrides and freezes back when their time has come. What a proxy gets depends on no clock, so that an end is a write like any
/// other: it is in the history. Where several processes share a journal the leader does so.
/// </summary>
internal sealed class Ends(
    ResourceStore store, FirstLoad firstLoad, Leadership leadership, ApiWriter writer, TimeProvider time, ILogger<Ends> log)
    : BackgroundService
{
    // A timer can't wait for years.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly Author Clock = new(Caller.Process, "the end that was set");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstLoad.Done.WaitAsync(stoppingToken);
        while (true)
        {
            var lease = await leadership.WaitAsync(stoppingToken);
            var now = store.Current;
            Resource[] all = [.. now.Meshes.Values.SelectMany(Ending)];
            Resource[] over = [.. all.Where(one => ((IEnds)one).Until <= time.GetUtcNow())];
            foreach (var one in over) await EndAsync(one, lease, stoppingToken);
            if (over.Length == 0) await WaitAsync(now, all, stoppingToken);
        }
    }

    /// <summary>As it was seen: one that was given another end meanwhile stays.</summary>
    private async Task EndAsync(Resource one, Lease lease, CancellationToken token)
    {
        try
        {
            var write = Write.Delete(one.Key) with { Preconditions = new([ETags.Of(one)], null), Under = lease };
            var outcome = await writer.WriteAsync(write, Clock, token);
            if (outcome.Decision.Refusal is null) log.Ended(one.Key, ((IEnds)one).Reason); // else somebody was faster: look again
        }
        catch (LeaseLostException)
        {
            leadership.StepDown(lease);
        }
        catch (JournalAwayException)
        {
            await Task.Delay(Pause, time, token); // what has ended stays until that can be written
        }
    }

    private static IEnumerable<Resource> Ending(MeshSnapshot mesh) =>
        mesh.Overrides.Values.Concat<Resource>(mesh.Freeze is { } freeze ? [freeze] : []);

    private async Task WaitAsync(StoreSnapshot now, Resource[] all, CancellationToken token)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(token);
        var next = all.Length == 0 ? Longest : all.Min(one => ((IEnds)one).Until) - time.GetUtcNow();
        var pause = Task.Delay(next < TimeSpan.Zero ? TimeSpan.Zero : next < Longest ? next : Longest, time, woken.Token);
        await Task.WhenAny(pause, store.WaitBeyondAsync(now.Revision, woken.Token));
        await woken.CancelAsync();
        token.ThrowIfCancellationRequested();
    }
}
