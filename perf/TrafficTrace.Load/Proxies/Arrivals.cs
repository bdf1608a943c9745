using System.Diagnostics;

namespace TrafficTrace.Load.Proxies;

/// <summary>What arrived, by type and proxy, since the clock was started. Times are timestamps of <see cref="Stopwatch"/>.</summary>
internal sealed class Arrivals(int proxies)
{
    private readonly long[,] _first = new long[XdsTypes.Count, proxies];
    private readonly long[,] _last = new long[XdsTypes.Count, proxies];
    private bool _unacknowledged;

    public long Start { get; private set; } = Stopwatch.GetTimestamp();

    /// <summary>The wall clock at <see cref="Start"/>, UTC.</summary>
    public DateTime StartedAt { get; private set; } = DateTime.UtcNow;

    public long[] Messages { get; } = new long[XdsTypes.Count];

    public long[] Bytes { get; } = new long[XdsTypes.Count];

    /// <summary>Number of proxies that have got a message of a type.</summary>
    public int[] Proxies { get; } = new int[XdsTypes.Count];

    /// <summary>The longest time between two messages of a type to the same proxy.</summary>
    public TimeSpan[] LongestGap { get; } = new TimeSpan[XdsTypes.Count];

    /// <summary>When the last acknowledgement was on its way.</summary>
    public long LastAcknowledged { get; private set; }

    /// <summary>Starts the clock: call it just before the change.</summary>
    public void Begin() => (Start, StartedAt) = (Stopwatch.GetTimestamp(), DateTime.UtcNow);

    public void Count(int proxy, XdsType type, int bytes)
    {
        var now = Stopwatch.GetTimestamp();
        Messages[(int)type]++;
        Bytes[(int)type] += bytes;
        ref var first = ref _first[(int)type, proxy];
        ref var last = ref _last[(int)type, proxy];
        if (first == 0)
        {
            first = now;
            Proxies[(int)type]++;
        }
        else if (Stopwatch.GetElapsedTime(last, now) is var gap && gap > LongestGap[(int)type])
        {
            LongestGap[(int)type] = gap;
        }

        last = now;
        _unacknowledged = true;
    }

    public void Acknowledged()
    {
        if (_unacknowledged) LastAcknowledged = Stopwatch.GetTimestamp();
        _unacknowledged = false;
    }

    /// <summary>Time from the start to each proxy's first message of a type, sorted; one entry for each proxy that got any.</summary>
    public TimeSpan[] Times(XdsType type) =>
        [.. Enumerable.Range(0, proxies).Select(proxy => _first[(int)type, proxy]).Where(first => first > 0).Order().Select(
            first => Stopwatch.GetElapsedTime(Start, first))];
}
