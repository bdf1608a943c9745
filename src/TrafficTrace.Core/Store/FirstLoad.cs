namespace TrafficTrace.Core.Store;

/// <summary>The moment when the resources have been read for the first time. No proxy is answered before it.</summary>
public sealed class FirstLoad
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    /// <summary>Runs <paramref name="action"/> then, or at once when it has passed.</summary>
    public void WhenDone(Action action) => _done.Task.GetAwaiter().UnsafeOnCompleted(action);

    public void Complete() => _done.TrySetResult();
}
