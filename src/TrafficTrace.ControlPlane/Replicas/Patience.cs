namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>How long a peer may say nothing.</summary>
internal static class Patience
{
    /// <summary>A peer that has nothing new says so more often (<see cref="ReplicaRoute.Quiet"/>).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);

    /// <exception cref="TimeoutException">It is over; for people.</exception>
    public static async Task<T> WithAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        over.CancelAfter(Longest);
        try
        {
            return await ask(over.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new TimeoutException($"it says nothing for {Longest.TotalSeconds:0} s");
        }
    }
}
