using TrafficTrace.Core.Resources;
using TrafficTrace.EndToEndTests.Harness;
using TrafficTrace.EndToEndTests.Otlp;

namespace TrafficTrace.EndToEndTests.Overlay;

/// <summary>
/// A foreign tracer of OpenTelemetry: a cap cuts sampled parents from Envoy 1.40 on, so it is sent there when a policy insists.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BreakingCapTests
{
    private const int Requests = 400;

    private static readonly TimeSpan Live = TimeSpan.FromSeconds(1);

    [Test]
    public async Task A_cap_cuts_no_sampled_parent_unless_the_policy_allows_it([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var collector = world.Owns(await OtlpCollector.StartAsync(OtlpProtocol.Http));
        var foreign = await Foreign.StartAsync(world, release, ForeignTracer.OpenTelemetry(collector));
        foreign.Say("random: 100");
        await Task.Delay(Live);
        Assert.That(await WithParentAsync(foreign, collector, "/random"), Is.EqualTo(Requests));

        foreign.Say("random: 100, overall: 50");
        await Task.Delay(Live);
        Assert.That(await WithParentAsync(foreign, collector, "/held"), Is.EqualTo(Requests));

        foreign.Say("random: 100, overall: 50", ", allowBreakingTraces: true");
        await Task.Delay(Live);
        var (low, high) = Binomial.Bounds(Requests, release == EnvoyRelease.Current ? 0.5 : 1);
        Assert.That(await WithParentAsync(foreign, collector, "/allowed"), Is.InRange(low, high));
    }

    private static async Task<int> WithParentAsync(Foreign foreign, OtlpCollector collector, string path)
    {
        using var connection = await Http1Connection.OpenAsync(foreign.Proxy.Outbounds["backend"]);
        for (var request = 0; request < Requests; request++)
            Assert.That(await connection.GetAsync(path, ClientSpan.Begin("01").Header), Is.EqualTo(200));
        return (await collector.SettledTracesAsync(path)).Count;
    }
}
