namespace TrafficTrace.Tests.Cli.Online;

/// <summary>A clock on which so much passes from each look at it to the next; timers run as ever.</summary>
internal sealed class SteppingTime(TimeSpan step) : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _now, step.Ticks);
}
