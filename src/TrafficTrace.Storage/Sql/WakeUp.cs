namespace TrafficTrace.Storage.Sql;

/// <summary>Wakes whoever waits; what was missed is found by looking.</summary>
internal sealed class WakeUp
{
    private volatile TaskCompletionSource _signal = NewSignal();

    /// <summary>To be taken before looking: it completes with the next call of <see cref="Set"/>.</summary>
    public Task Next => _signal.Task;

    public void Set() => Interlocked.Exchange(ref _signal, NewSignal()).TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
