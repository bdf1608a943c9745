using System.Threading.Tasks.Sources;

namespace TrafficTrace.Xds.Caching;

/// <summary>
/// One waiter, any number of wakers; wakes that come while nobody waits, or while one is already pending, are one. Whoever
/// wakes looks at the present state, so a wake that is swallowed loses nothing. Allocates nothing while in use.
/// </summary>
internal sealed class Mailbox : IValueTaskSource
{
    private const int Idle = 0;
    private const int Waiting = 1;
    private const int Signalled = 2;

    private ManualResetValueTaskSourceCore<bool> _core;
    private int _state;

    public Mailbox() => SignalHere = () => Wake(elsewhere: false);

    /// <summary>Wakes the waiter on another thread: callers hold things up for nobody.</summary>
    public void Signal() => Wake(elsewhere: true);

    /// <summary>
    /// Wakes the waiter on this thread, for callers that have nothing else to do. One delegate for all times that it is handed out.
    /// </summary>
    public Action SignalHere { get; }

    public ValueTask WaitAsync()
    {
        var before = Interlocked.CompareExchange(ref _state, Waiting, Idle);
        if (before == Idle) return new ValueTask(this, _core.Version);
        GoIdle();
        return ValueTask.CompletedTask;
    }

    void IValueTaskSource.GetResult(short token)
    {
        _core.GetResult(token);
        _core.Reset();
        GoIdle();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    // With a full fence: what the waiter reads after this must not be read before it, or a wake in between would be lost.
    private void GoIdle() => Interlocked.Exchange(ref _state, Idle);

    private void Wake(bool elsewhere)
    {
        if (Interlocked.Exchange(ref _state, Signalled) != Waiting) return;
        _core.RunContinuationsAsynchronously = elsewhere;
        _core.SetResult(true);
    }
}
