using Envoy.Api.Protos;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Translation;

public class ProxyConfigurationTests
{
    private const string Text = """
        { type: Mesh, name: default, tracing: { defaultBackend: jaeger, backends: [
          { name: jaeger, type: zipkin, sampling: SAMPLING, conf: { url: 'http://jaeger:9411/api/v2/spans' } }] } }
        ---
        { type: TrafficTrace, mesh: default, name: all, selectors: [{ match: { kuma.io/service: '*' } }] }
        ---
        { type: TrafficTrace, mesh: default, name: web, selectors: [{ match: { kuma.io/service: web } }] }
        ---
        { type: Dataplane, mesh: default, name: web-1, networking: { address: 10.0.0.1, inbound: [
          { port: 8080, servicePort: 9090, tags: { kuma.io/service: web, kuma.io/protocol: http } }] } }
        """;

    [Test]
    public void The_policy_is_chosen_and_joined_with_its_backend()
    {
        var tracing = Web(Mesh(50)).Tracing;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tracing.Policy?.Name, Is.EqualTo("web"));
            Assert.That(tracing.Collector?.Name, Is.EqualTo("jaeger"));
            Assert.That(tracing.Sampling, Is.EqualTo(50));
            Assert.That(tracing.Reason, Is.EqualTo("traced: TrafficTrace web sends to the mesh's default backend \"jaeger\""));
        }
    }

    [Test]
    public void Who_knows_the_winner_gets_the_same()
    {
        var (mesh, web) = (Mesh(50), Web(Mesh(50)).Proxy);
        Assert.That(ProxyConfiguration.Of(mesh, web, mesh.Policies["web"]), Is.EqualTo(ProxyConfiguration.Of(mesh, web)));
    }

    [Test]
    public void A_change_of_sampling_leaves_the_collector_equal()
    {
        var (before, after) = (Web(Mesh(50)).Tracing, Web(Mesh(10)).Tracing);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Sampling, Is.Not.EqualTo(before.Sampling));
            Assert.That(after.Collector, Is.EqualTo(before.Collector));
        }
    }

    [Test]
    public void A_stream_that_rejected_the_collector_is_untraced_and_says_why()
    {
        var configuration = Web(Mesh(50)).WithoutCollector();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(configuration.TracedListeners, Is.Empty);
            Assert.That(configuration.Tracing.Reason, Is.EqualTo(
                "untraced: TrafficTrace web selects this proxy, but its Envoy has rejected the collector cluster"));
        }
    }

    [Test]
    public void An_untraced_proxy_has_no_collector_to_do_without()
    {
        var untraced = new EffectiveTracing(null, null, null, null);
        Assert.That(untraced.WithoutCollector(), Is.EqualTo(untraced));
    }

    [Test]
    public void A_proxy_without_a_Dataplane_has_a_collector_and_a_runtime_layer_alone()
    {
        var proxy = Web(Mesh(50)).Proxy with { Dataplane = null };
        var resources = new ProxyTranslator().Translate(ProxyConfiguration.Of(Mesh(50), proxy), SamplingMode.Rtds);

        Assert.That(
            resources.Sets.SelectMany(set => set.Resources).Select(resource => resource.Name), Is.EqualTo(["tracing", "tracing:jaeger"]));
    }

    [Test]
    public void A_type_without_a_set_has_no_resources() =>
        Assert.That(new ProxyTranslator().Translate(Web(Mesh(50)), SamplingMode.Rtds)[TypeUrls.Secret], Is.Empty);

    private static MeshSnapshot Mesh(int sampling) =>
        Documents.Store(Documents.Read(Text.Replace("SAMPLING", $"{sampling}", StringComparison.Ordinal)).Resources).Meshes["default"];

    private static ProxyConfiguration Web(MeshSnapshot mesh) => ProxyConfiguration.Of(mesh, Proxy.Of(mesh.Dataplanes["web-1"]));
}
