using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TrafficTrace.Xds.Protocol;

/// <summary>How long rejected content waits until it is offered again: 5 s, then twice as long each time, up to 5 min. Pure.</summary>
internal static class RetryPause
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The most that a pause is lengthened by, in parts of it.</summary>
    public const double Jitter = 0.25;

    private const int AtLongest = 7; // 5 s × 2^6 is over 5 min

    /// <param name="attempts">How often the content was rejected, at least 1.</param>
    /// <param name="node">Nodes that reject the same at the same time come back at different times.</param>
    public static TimeSpan After(int attempts, string node)
    {
        var pause = attempts >= AtLongest ? Longest : Shortest * (1 << (attempts - 1));
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(node.AsSpan()), attempts);
        return pause + (pause * (Jitter * (hash / (double)ulong.MaxValue)));
    }
}
