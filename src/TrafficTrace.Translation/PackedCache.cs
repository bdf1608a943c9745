using System.Collections.Concurrent;

namespace TrafficTrace.Translation;

/// <summary>
/// Packs equal values once, for all proxies. What is packed is held weakly: as long as somebody holds it, everybody gets that
/// same object; afterwards it goes. Values of what is gone are swept out whenever the number of values has doubled, so there
/// are at most about twice as many as things in use. Hits take no lock.
/// </summary>
internal sealed class PackedCache<TValue, TPacked>
    where TValue : struct, IPackable<TPacked>, IEquatable<TValue>
    where TPacked : class
{
    private const int SmallestSweep = 256;

    private readonly ConcurrentDictionary<TValue, WeakReference<TPacked>> _packed = new();
    private readonly Lock _writer = new();
    private int _count;
    private int _sweepAt = SmallestSweep;

    /// <summary>Values held, those of gone things included.</summary>
    public int Count => _count;

    public TPacked Get(TValue value) => Find(value) ?? Add(value, value.Pack());

    private TPacked? Find(TValue value) =>
        _packed.TryGetValue(value, out var reference) && reference.TryGetTarget(out var packed) ? packed : null;

    private TPacked Add(TValue value, TPacked packed)
    {
        lock (_writer)
        {
            if (Find(value) is { } first) return first;
            if (_packed.TryGetValue(value, out var gone)) gone.SetTarget(packed);
            else Insert(value, packed);
            return packed;
        }
    }

    private void Insert(TValue value, TPacked packed)
    {
        _packed[value] = new WeakReference<TPacked>(packed);
        _count++;
        if (_count > _sweepAt) Sweep();
    }

    private void Sweep()
    {
        foreach (var (value, reference) in _packed)
        {
            if (!reference.TryGetTarget(out _) && _packed.TryRemove(value, out _)) _count--;
        }

        _sweepAt = Math.Max(SmallestSweep, 2 * _count);
    }
}
