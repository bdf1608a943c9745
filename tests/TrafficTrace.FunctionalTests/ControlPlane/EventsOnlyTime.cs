using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>The real clock, but the look that comes without an event never comes.</summary>
internal sealed class EventsOnlyTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == ResourceFiles.Interval ? Timeout.InfiniteTimeSpan : dueTime, period);
}
