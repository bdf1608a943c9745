namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// Gives memory back once it is quiet. The runtime collects when something is allocated, so after a burst (all proxies connect,
/// a change of the whole mesh) a resting process would keep what the burst left behind until the next one. Costs one pause,
/// some tenths of a second with ten thousand proxies, while nothing goes on; without compacting next to nothing would be given back.
/// </summary>
internal sealed class MemoryAtRest(TimeProvider time, ILogger<MemoryAtRest> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long _seen;
    private long _givenBack;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Look(GC.GetTotalAllocatedBytes());
    }

    private void Look(long allocated)
    {
        if (Due(allocated - _seen, allocated - _givenBack, GC.GetTotalMemory(forceFullCollection: false)))
        {
            var before = time.GetTimestamp();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            log.MemoryGivenBack(time.GetElapsedTime(before).TotalMilliseconds);
            _givenBack = allocated;
        }

        _seen = allocated;
    }

    /// <param name="lately">Bytes allocated in the last <see cref="Interval"/>.</param>
    /// <param name="sinceGivenBack">Bytes allocated since the last time.</param>
    /// <param name="heap">Bytes on the heap, garbage included.</param>
    internal static bool Due(long lately, long sinceGivenBack, long heap) => lately < heap / 50 && sinceGivenBack > heap / 4;
}
