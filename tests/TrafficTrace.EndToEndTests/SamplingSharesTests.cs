using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>The share that is asked for is the share that is traced, within what 99.99 % of fair samplers keep to.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SamplingSharesTests
{
    [Test, Combinatorial]
    public async Task Sampling_gives_its_share([Values(null, 0d, 0.5, 50d, 100d)] double? sampling, [Values] bool rtds)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Zipkin("sink", sink.Url, sampling)), rtds: rtds);

        await using var share = await SampledShare.OpenAsync(sink, pair.Web, "backend");
        await share.IsAsync(sampling ?? 100, requests: sampling is > 0 and < 1 ? 4_000 : 1_000);
    }

    [Test]
    public async Task Two_proxies_at_10_and_at_100_percent_keep_to_theirs_and_so_do_the_two_modes_beside_each_other(
        [Values] ApiType api, [Values] bool mixedModes)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var service = await world.ServiceAsync("backend");
        var backend = new Proxy("backend-1", "backend") { ServicePort = service.Port };
        var few = new Proxy("few-1", "few") { ServicePort = FreePorts.Next() }.Calling("backend").Tagged("share", "few");
        var many = new Proxy("many-1", "many") { ServicePort = FreePorts.Next() }.Calling("backend").Tagged("share", "many");
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.Zipkin("few", sink.Url, 10), Manifests.Zipkin("many", sink.Url)));
        world.Folder.Write(
            "policies.yaml",
            Manifests.TrafficTrace("few", "few", "share: few") + "---\n" + Manifests.TrafficTrace("many", "many", "share: many"));
        world.Write(backend, few, many);
        await world.ControlPlane.StartAndReadyAsync();
        await Task.WhenAll(
            world.EnvoyAsync(backend, api: api), world.EnvoyAsync(few, api: api), world.EnvoyAsync(many, api: api, rtds: !mixedModes));
        await using var fewShare = await SampledShare.OpenAsync(sink, few, "backend");
        await using var manyShare = await SampledShare.OpenAsync(sink, many, "backend");

        await Task.WhenAll(fewShare.IsAsync(10, 1_000), manyShare.IsAsync(100, 1_000));

        await world.ControlPlane.KillAsync();
        await world.ControlPlane.StartAndReadyAsync();
        await Task.WhenAll(fewShare.IsAsync(10, 1_000), manyShare.IsAsync(100, 1_000));
    }
}
