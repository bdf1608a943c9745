using System.Runtime.CompilerServices;
using Envoy.Api.Protos;
using TrafficTrace.Translation;
using TrafficTrace.Translation.Runtime;

namespace TrafficTrace.Tests.Translation;

public class PackedCacheTests
{
    private readonly PackedCache<RuntimeLayer, PackedResource> _cache = new();

    [Test]
    public void Callers_at_the_same_time_get_the_same_object()
    {
        var got = new PackedResource[64];
        Parallel.For(0, got.Length, i => got[i] = _cache.Get(new RuntimeLayer(new Share(7))));

        Assert.That(got, Has.All.SameAs(got[0]));
    }

    [Test]
    public void What_nobody_holds_any_longer_is_swept_out()
    {
        var held = Hold(0, 1000);
        for (var round = 1; round <= 20; round++)
        {
            Touch(round * 1000, 1000);
            GC.Collect();
        }

        Assert.That(_cache.Count, Is.InRange(1000, 6000));
        Assert.That(Hold(0, 1000), Is.EqualTo(held).Using<PackedResource>(ReferenceEquals));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private PackedResource[] Hold(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(share => _cache.Get(new RuntimeLayer(new Share(share))))];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Touch(int from, int count)
    {
        for (var share = from; share < from + count; share++) _cache.Get(new RuntimeLayer(new Share(share)));
    }
}
