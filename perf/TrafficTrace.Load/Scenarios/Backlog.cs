using System.Buffers.Binary;
using System.Diagnostics;
using TrafficTrace.Load.Proxies;

namespace TrafficTrace.Load.Scenarios;

/// <summary>
/// How far proxies are behind while the sampling changes again and again: a proxy that holds the sampling of one change is behind
/// since the next one was made. Times are timestamps of <see cref="Stopwatch"/>.
/// </summary>
internal sealed class Backlog(int proxies)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    // Of a connection manager: overall_sampling { value: … }.
    private static readonly byte[] InListener = [5 << 3 | 2, 9, 1 << 3 | 1];

    // Of a runtime layer: "numerator": number_value …, in hundredths of a percent.
    private static readonly byte[] InRuntime = [.. "numerator"u8, 2 << 3 | 2, 9, 2 << 3 | 1];

    private readonly List<long> _changedAt = [];
    private readonly Dictionary<int, int> _changeOf = []; // sampling → number of the change that set it
    private readonly int[] _held = [.. Enumerable.Repeat(-1, proxies)]; // number of the change; -1: what was before the first
    private TimeSpan _furthest;
    private int _messages;
    private int _late;

    /// <summary>Messages that came to a proxy more than a second behind, in percent of all.</summary>
    public double LatePercent => _messages == 0 ? 0 : 100.0 * _late / _messages;

    /// <summary>The longest that any proxy has been behind until now.</summary>
    public TimeSpan Furthest
    {
        get
        {
            foreach (var held in _held) Look(held);
            return _furthest;
        }
    }

    public void Changed(int sampling, long at)
    {
        _changeOf[sampling] = _changedAt.Count;
        _changedAt.Add(at);
    }

    public void Arrived(int proxy, XdsType type, ReadOnlySpan<byte> message)
    {
        var sampling = type == XdsType.Listener
            ? Value(message, InListener) * 100
            : type == XdsType.Runtime ? Value(message, InRuntime) : null;
        if (sampling is null || !_changeOf.TryGetValue((int)Math.Round(sampling.Value), out var change)) return;
        _messages++;
        if (Look(_held[proxy]) > Late) _late++;
        _held[proxy] = change;
    }

    private TimeSpan Look(int held)
    {
        if (held + 1 == _changedAt.Count) return TimeSpan.Zero;
        var behind = Stopwatch.GetElapsedTime(_changedAt[held + 1]);
        if (behind > _furthest) _furthest = behind;
        return behind;
    }

    private static double? Value(ReadOnlySpan<byte> message, ReadOnlySpan<byte> before)
    {
        var found = message.IndexOf(before);
        return found < 0 ? null : BinaryPrimitives.ReadDoubleLittleEndian(message[(found + before.Length)..]);
    }
}
