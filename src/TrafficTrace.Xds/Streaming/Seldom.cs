namespace TrafficTrace.Xds.Streaming;

/// <summary>Lets something happen once a minute at most, whoever asks for it and however often.</summary>
internal sealed class Seldom(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long _last = long.MinValue; // of the clock's timestamps; this one for never

    /// <returns>True once, then false until the pause is over.</returns>
    public bool IsDue()
    {
        var (last, now) = (Volatile.Read(ref _last), time.GetTimestamp());
        if (last != long.MinValue && time.GetElapsedTime(last, now) < Pause) return false;
        return Interlocked.CompareExchange(ref _last, now, last) == last;
    }
}
