namespace TrafficTrace.Tests.Xds;

/// <summary>
/// Takes what awaits resume with, and runs one of it at a time, in random order, on the thread of whoever says so. Some of it runs
/// at once, inside of whatever resumed it: as on a thread that is faster than the next line.
/// </summary>
internal sealed class RandomOrder(Random random) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Callback, object? State)> _pending = [];

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (random.Next(3) == 0) Run(d, state);
        else _pending.Add((d, state));
    }

    public Task Start(Func<Task> work) => Within(work);

    /// <summary>False when nothing is pending.</summary>
    public bool RunOne()
    {
        if (_pending.Count == 0) return false;
        var index = random.Next(_pending.Count);
        var (callback, state) = _pending[index];
        _pending.RemoveAt(index);
        Run(callback, state);
        return true;
    }

    private void Run(SendOrPostCallback callback, object? state) => Within(() =>
    {
        callback(state);
        return true;
    });

    private T Within<T>(Func<T> work)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            return work();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
