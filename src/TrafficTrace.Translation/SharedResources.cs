using System.Collections.Concurrent;
using Envoy.Api.Protos;

namespace TrafficTrace.Translation;

/// <summary>
/// Packs equal values once, for all proxies. Resources are held weakly: as long as a snapshot holds one, everybody gets that
/// same object; afterwards it goes. Values of gone resources are swept out whenever the number of values has doubled, so
/// there are at most about twice as many as resources in use. Hits take no lock.
/// </summary>
internal sealed class SharedResources<T> where T : struct, IResourceValue, IEquatable<T>
{
    private const int SmallestSweep = 256;

    private readonly ConcurrentDictionary<T, WeakReference<PackedResource>> _resources = new();
    private readonly Lock _writer = new();
    private int _count;
    private int _sweepAt = SmallestSweep;

    /// <summary>Values held, those of gone resources included.</summary>
    public int Count => _count;

    public PackedResource Get(T value) => Find(value) ?? Add(value, value.Pack());

    private PackedResource? Find(T value) =>
        _resources.TryGetValue(value, out var reference) && reference.TryGetTarget(out var resource) ? resource : null;

    private PackedResource Add(T value, PackedResource packed)
    {
        lock (_writer)
        {
            if (Find(value) is { } first) return first;
            if (!_resources.ContainsKey(value)) _count++;
            _resources[value] = new WeakReference<PackedResource>(packed);
            if (_count > _sweepAt) Sweep();
            return packed;
        }
    }

    private void Sweep()
    {
        foreach (var (value, reference) in _resources)
        {
            if (!reference.TryGetTarget(out _) && _resources.TryRemove(value, out _)) _count--;
        }

        _sweepAt = Math.Max(SmallestSweep, 2 * _count);
    }
}
