using BenchmarkDotNet.Attributes;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.Benchmarks;

/// <summary>A document becomes a checked resource.</summary>
public class ReadBenchmarks
{
    private readonly string _document = new SampleMesh(10).DataplaneDocument;

    [Benchmark]
    public ReadResult Read_a_dataplane() => SampleMesh.Read(_document);
}
