using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>Requests through outbound Envoy, inbound Envoy and service, as the real Zipkin shows them.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OneTraceTests
{
    [Test, Combinatorial]
    public async Task A_request_is_one_trace_with_the_right_service_names([Values] EnvoyRelease release, [Values] ApiType api)
    {
        await using var world = new World();
        var zipkin = await ZipkinProcess.Shared;
        var (web, _) = await ChainAsync(world, zipkin, release, api, ["web", "backend"]);
        var path = $"/{Guid.NewGuid():N}";

        await GetAsync(web.Outbound("backend"), path);

        var traces = await TraceQuery.TracesOfAsync(zipkin, path, spans: 2);
        Assert.That(traces, Has.Count.EqualTo(1));
        Assert.That(
            traces[0].Select(span => (span.Service, span.Kind)), Is.EquivalentTo(new[] { ("web", "CLIENT"), ("backend", "SERVER") }));
    }

    [Test]
    public async Task Three_services_deep_it_is_still_one_trace_while_the_services_forward_the_headers()
    {
        await using var world = new World();
        var zipkin = await ZipkinProcess.Shared;
        var (edge, _) = await ChainAsync(
            world, zipkin, EnvoyRelease.Current, ApiType.StateOfTheWorld, ["edge", "web", "orders", "stock"]);
        var path = $"/{Guid.NewGuid():N}";

        await GetAsync(edge.Outbound("web"), path);

        var traces = await TraceQuery.TracesOfAsync(zipkin, path, spans: 6);
        Assert.That(traces, Has.Count.EqualTo(1));
        Assert.That(traces[0].Select(span => span.Service), Is.EquivalentTo(new[] { "edge", "web", "web", "orders", "orders", "stock" }));
    }

    [Test]
    public async Task The_trace_is_broken_where_a_service_does_not_forward_the_headers()
    {
        await using var world = new World();
        var zipkin = await ZipkinProcess.Shared;
        var (edge, services) = await ChainAsync(
            world, zipkin, EnvoyRelease.Current, ApiType.StateOfTheWorld, ["edge", "web", "orders", "stock"]);
        services["web"].Forwarded = [];
        var path = $"/{Guid.NewGuid():N}";

        await GetAsync(edge.Outbound("web"), path);

        var traces = await TraceQuery.TracesOfAsync(zipkin, path, spans: 6);
        Assert.That(traces.Select(trace => string.Join(' ', trace.Select(span => span.Service).Order(StringComparer.Ordinal))),
            Is.EquivalentTo(new[] { "edge web", "orders orders stock web" }));
    }

    [Test]
    public async Task A_service_that_forwards_W3C_headers_alone_keeps_the_trace_where_Zipkin_speaks_both([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var zipkin = await ZipkinProcess.Shared;
        var (edge, services) = await ChainAsync(
            world, zipkin, release, ApiType.StateOfTheWorld, ["edge", "web", "orders"], "propagation: b3-w3c");
        services["web"].Forwarded = EchoService.W3C;
        var path = $"/{Guid.NewGuid():N}";

        await GetAsync(edge.Outbound("web"), path);

        var traces = await TraceQuery.TracesOfAsync(zipkin, path, spans: 4);
        Assert.That(traces, Has.Count.EqualTo(1));
        Assert.That(traces[0].Select(span => span.Service), Is.EquivalentTo(new[] { "edge", "web", "web", "orders" }));
    }

    /// <summary>A proxy for each service, each calling the next one, all traced. The first proxy, and the services by name.</summary>
    private static async Task<(Proxy First, Dictionary<string, EchoService> Services)> ChainAsync(
        World world, ZipkinProcess zipkin, EnvoyRelease release, ApiType api, string[] names, string? conf = null)
    {
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.Zipkin("zipkin", zipkin.Collector, conf: conf)));
        world.Folder.Write("policy.yaml", Manifests.TrafficTrace("all", "zipkin"));
        var services = new Dictionary<string, EchoService>(StringComparer.Ordinal);
        var proxies = new List<Proxy>();
        foreach (var (index, name) in names.Index())
        {
            var service = await world.ServiceAsync(name);
            var proxy = new Proxy($"{name}-1", name) { ServicePort = service.Port };
            if (index + 1 < names.Length) proxy = proxy.Calling(names[index + 1]);
            if (index + 1 < names.Length) service.Next = proxy.Outbound(names[index + 1]);
            services[name] = service;
            proxies.Add(proxy);
        }

        world.Write([.. proxies]);
        await world.ControlPlane.StartAndReadyAsync();
        await Task.WhenAll(proxies.Select(proxy => world.EnvoyAsync(proxy, release, api)));
        return (proxies[0], services);
    }

    private static async Task GetAsync(Uri outbound, string path)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(outbound, path));
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
    }
}
