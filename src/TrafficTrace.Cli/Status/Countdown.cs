namespace TrafficTrace.Cli.Status;

/// <summary>
/// A time that runs down, for all that a run waits for together. <see cref="Left"/> is as of the last look at the clock, so whoever
/// has just begun has all of it.
/// </summary>
internal sealed class Countdown(TimeProvider time, TimeSpan whole)
{
    private readonly long _began = time.GetTimestamp();

    public TimeSpan Whole { get; } = whole;

    public TimeSpan Left { get; private set; } = whole;

    public bool IsOver => Left == TimeSpan.Zero;

    public void Look()
    {
        var left = Whole - time.GetElapsedTime(_began);
        Left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>A pause, or what is left if that is shorter.</summary>
    public async Task PauseAsync(TimeSpan longest, CancellationToken cancellation)
    {
        Look();
        await Task.Delay(Left < longest ? Left : longest, time, cancellation);
        Look();
    }
}
