using System.Net;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Access;

/// <summary>
/// How often each address has shown a wrong token within a minute, and how long its answer is held back for it. The table is bounded:
/// where it is full, further addresses are counted as one.
/// </summary>
internal sealed class FailedAttempts(TimeProvider time)
{
    /// <summary>Failures of an address in a minute that cost nothing: a program with an old token is no attack.</summary>
    public const int Free = 20;

    public const int MaxAddresses = 4096;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, (long Since, int Count)> _failures = [];

    /// <summary>Counts one more.</summary>
    /// <returns>Those of the address within the minute.</returns>
    public int Count(IPAddress? address)
    {
        var key = ClientNetwork.Of(address);
        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (!_failures.ContainsKey(key) && _failures.Count >= MaxAddresses) key = Room(now) ? key : IPAddress.None;
            var (since, count) = _failures.GetValueOrDefault(key, (now, 0));
            if (time.GetElapsedTime(since, now) >= Window) (since, count) = (now, 0);
            _failures[key] = (since, count + 1);
            return count + 1;
        }
    }

    /// <summary>Those of an address within the minute.</summary>
    public int Of(IPAddress? address)
    {
        lock (_lock)
        {
            var (since, count) = _failures.GetValueOrDefault(ClientNetwork.Of(address), (long.MinValue, 0));
            return count == 0 || time.GetElapsedTime(since, time.GetTimestamp()) >= Window ? 0 : count;
        }
    }

    /// <summary>How long the answer to the nth failure is held back.</summary>
    public static TimeSpan PauseOf(int failures)
    {
        if (failures <= Free) return TimeSpan.Zero;
        var doublings = Math.Min(failures - Free - 1, 10);
        var pause = First * (1 << doublings);
        return pause < Longest ? pause : Longest;
    }

    private bool Room(long now)
    {
        foreach (var (address, (since, _)) in _failures)
        {
            if (time.GetElapsedTime(since, now) >= Window) _failures.Remove(address);
        }

        return _failures.Count < MaxAddresses;
    }
}
