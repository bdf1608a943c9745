namespace TrafficTrace.FunctionalTests.Storage;

/// <summary>Completes when it was counted so often.</summary>
internal sealed class Countdown(int left)
{
    private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = left;

    public Task Passed => _passed.Task;

    public void Count()
    {
        if (Interlocked.Decrement(ref _left) <= 0) _passed.TrySetResult();
    }
}
