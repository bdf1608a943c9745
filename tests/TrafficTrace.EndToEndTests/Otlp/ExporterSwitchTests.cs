using TrafficTrace.Core.Resources;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>
/// Another protocol or endpoint comes with the listener: connections that are open end their last request by the old exporter, whose
/// collector has to be there still.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ExporterSwitchTests
{
    private const int Some = 300;

    [Test]
    public async Task No_span_is_lost_when_the_protocol_and_then_the_endpoint_change_under_traffic([Values] EnvoyRelease release)
    {
        await using var world = new World();
        OtlpCollector[] collectors =
        [
            world.Owns(await OtlpCollector.StartAsync(OtlpProtocol.Grpc)),
            world.Owns(await OtlpCollector.StartAsync(OtlpProtocol.Http)),
            world.Owns(await OtlpCollector.StartAsync(OtlpProtocol.Http)),
            world.Owns(await OtlpCollector.StartAsync(OtlpProtocol.Grpc)),
        ];
        var pair = await Pair.StartAsync(world, Mesh(collectors[0]), release);
        var traffic = world.Traffic(pair.Outbound);
        await traffic.AnsweredAsync(Some);

        foreach (var collector in collectors[1..])
        {
            world.Folder.Write("mesh.yaml", Mesh(collector));
            await Eventually.TrueAsync(
                () => collector.Spans.Select(span => span.Service).Distinct().Count() == 2,
                TimeSpan.FromSeconds(5),
                $"spans of both go to {collector.Port}");
            await traffic.AnsweredAsync(Some);
        }

        await traffic.StopAsync();
        await Eventually.SettledAsync(() => collectors.Sum(collector => collector.Spans.Count), TimeSpan.FromSeconds(1));
        var traces = CollectedTrace.Of(collectors
            .SelectMany(collector => collector.Spans)
            .Where(span => span.Path.StartsWith($"/{traffic.Phase}/", StringComparison.Ordinal)));
        Assert.That(traffic.Failures, Is.Empty);
        Assert.That(traces.Select(trace => trace.Hops()), Is.EqualTo(Enumerable.Repeat("web Client > backend Server", traffic.Total)));
    }

    private static string Mesh(OtlpCollector collector) => Manifests.Mesh(Manifests.OpenTelemetry("sink", collector));
}
