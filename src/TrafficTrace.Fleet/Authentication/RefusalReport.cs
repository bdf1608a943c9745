using System.Net;
using Microsoft.Extensions.Logging;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Fleet.Authentication;

/// <summary>
/// Counts which streams are not let in, and tells of each reason once a minute at most: who is refused comes back. What was shown is
/// never told.
/// </summary>
public sealed class RefusalReport(TimeProvider time, ILogger<RefusalReport> log)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _telling = new();
    private readonly long[] _counts = new long[Enum.GetValues<RefusalReason>().Length];
    private readonly (long At, long Count)?[] _told = new (long, long)?[Enum.GetValues<RefusalReason>().Length];

    /// <summary>Each reason, and how often since the start.</summary>
    public IEnumerable<(RefusalReason Reason, long Count)> Counts =>
        Enum.GetValues<RefusalReason>().Select(reason => (reason, Interlocked.Read(ref _counts[(int)reason])));

    /// <summary>One that is told of elsewhere. Returns how many there were with it.</summary>
    public long Count(RefusalReason reason) => Interlocked.Increment(ref _counts[(int)reason]);

    /// <param name="reason">Why.</param>
    /// <param name="node">As it says of itself.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="text">What it was told.</param>
    public void Say(RefusalReason reason, string node, IPAddress? address, string text)
    {
        var count = Count(reason);
        lock (_telling)
        {
            var told = _told[(int)reason];
            if (told is { } last && time.GetElapsedTime(last.At) < Quiet) return;
            _told[(int)reason] = (time.GetTimestamp(), count);
            log.Refused(node, address, text, count - (told?.Count ?? 0) - 1);
        }
    }
}
