namespace TrafficTrace.Xds.Streaming;

/// <summary>How streams end when the server stops: a second for a thousand, ten seconds at most, evenly. Pure.</summary>
public static class StopPace
{
    /// <summary>Between some and the next.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>How long so many streams take.</summary>
    public static TimeSpan Over(int streams) => streams < Longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(streams) : Longest;

    /// <summary>How many of so many streams are to have ended so long after the first.</summary>
    public static int Due(int streams, TimeSpan elapsed) =>
        (int)Math.Min(streams, Math.Ceiling(streams * ((elapsed + Step) / Over(streams))));
}
