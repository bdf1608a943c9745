namespace TrafficTrace.Fleet.Reconciliation;

/// <summary>
/// A change after quiet is served at once. Changes that follow on each other wait until it has been quiet for
/// <see cref="Quiet"/>, but not longer than <see cref="Ceiling"/>.
/// </summary>
internal sealed class BurstWindow(TimeProvider time)
{
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(10);
    public static readonly TimeSpan Ceiling = TimeSpan.FromMilliseconds(100);

    private long? _lastServed;

    /// <param name="revision">Tells the present revision: when it stands still, it is quiet.</param>
    /// <param name="token">Ends the waiting.</param>
    public async Task SettleAsync(Func<long> revision, CancellationToken token)
    {
        if (_lastServed is { } last && time.GetElapsedTime(last) < Quiet) await QuietAsync(revision, token);
        _lastServed = time.GetTimestamp();
    }

    private async Task QuietAsync(Func<long> revision, CancellationToken token)
    {
        var since = time.GetTimestamp();
        long seen;
        do
        {
            seen = revision();
            await Task.Delay(Quiet, time, token);
        }
        while (revision() != seen && time.GetElapsedTime(since) < Ceiling);
    }
}
