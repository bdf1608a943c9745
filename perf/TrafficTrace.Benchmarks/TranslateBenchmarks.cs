using BenchmarkDotNet.Attributes;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Benchmarks;

/// <summary>A proxy's inputs become its Envoy resources.</summary>
public class TranslateBenchmarks
{
    private readonly ProxyConfiguration _configuration = new SampleMesh(10).Configuration;
    private readonly ProxyTranslator _warm = new();

    [Benchmark(Description = "Translate a dataplane, nothing shared yet")]
    public EnvoyResources Translate_first() => new ProxyTranslator().Translate(_configuration, SamplingMode.Listener);

    [Benchmark(Description = "Translate a dataplane, everything packed before")]
    public EnvoyResources Translate_again() => _warm.Translate(_configuration, SamplingMode.Listener);
}
