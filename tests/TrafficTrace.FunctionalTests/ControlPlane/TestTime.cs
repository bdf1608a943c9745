namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>The real clock, set forward by the test; timers run as usual.</summary>
internal sealed class TestTime : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
