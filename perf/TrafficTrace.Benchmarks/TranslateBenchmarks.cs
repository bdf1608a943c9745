using BenchmarkDotNet.Attributes;
using TrafficTrace.Translation;

namespace TrafficTrace.Benchmarks;

/// <summary>A proxy's inputs become its Envoy resources.</summary>
public class TranslateBenchmarks
{
    private readonly ProxyInputs _inputs = new SampleMesh(10).Inputs(SamplingMode.Listener);
    private readonly ProxyTranslator _warm = new();

    [Benchmark(Description = "Translate a dataplane, nothing shared yet")]
    public EnvoyResources Translate_first() => new ProxyTranslator().Translate(_inputs);

    [Benchmark(Description = "Translate a dataplane, everything packed before")]
    public EnvoyResources Translate_again() => _warm.Translate(_inputs);
}
