using BenchmarkDotNet.Attributes;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Benchmarks;

/// <summary>Of all policies one wins for a proxy.</summary>
public class MatchBenchmarks
{
    private readonly SampleMesh _mesh = new(10);
    private Proxy _proxy = null!;
    private TrafficTracePolicy[] _policies = [];

    [Params(10, 100, 1000)]
    public int Policies { get; set; }

    [GlobalSetup]
    public void Take()
    {
        _proxy = _mesh.Proxy;
        _policies = _mesh.Policies(Policies);
    }

    [Benchmark]
    public TrafficTracePolicy? Match_a_dataplane() => PolicyMatcher.Winner(_proxy, _policies);
}
