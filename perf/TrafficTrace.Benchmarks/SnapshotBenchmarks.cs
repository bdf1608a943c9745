using BenchmarkDotNet.Attributes;
using Envoy.Api.Protos;
using Envoy.Config.Listener.V3;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Benchmarks;

/// <summary>Messages are packed and hashed, and become a snapshot.</summary>
public class SnapshotBenchmarks
{
    private readonly EnvoyResources _resources = new ProxyTranslator().Translate(new SampleMesh(10).Configuration, SamplingMode.Listener);
    private readonly Listener _listener;
    private readonly Snapshot _before;

    public SnapshotBenchmarks()
    {
        _listener = _resources[TypeUrls.Listener][0].Unpack<Listener>();
        _before = Create_a_snapshot();
    }

    [Benchmark]
    public PackedResource Pack_and_hash_a_listener() => PackedResource.Pack(_listener.Name, _listener);

    [Benchmark]
    public Snapshot Create_a_snapshot() =>
        Snapshot.Create(_resources.Sets.SelectMany(set => set.Resources));

    [Benchmark]
    public Snapshot Create_a_snapshot_that_is_equal() => Create_a_snapshot().Sharing(_before);
}
