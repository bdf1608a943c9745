using Envoy.Api.Protos;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Translation;

/// <summary>What is not a proxy's own is packed once, and what did not change stays the same object.</summary>
public class SharingTests
{
    private readonly ProxyTranslator _translator = new();

    [Test]
    public void Two_proxies_share_all_but_their_inbound_listener()
    {
        var one = _translator.Translate(Given.Proxy(Given.Web("10.0.0.10"), Given.Jaeger));
        var two = _translator.Translate(Given.Proxy(Given.Web("10.0.0.11"), Given.Jaeger));

        var own = All(two).Except(All(one), ReferenceEqualityComparer.Instance).Cast<PackedResource>().Select(resource => resource.Name);
        Assert.That(own, Is.EqualTo(["inbound:10.0.0.11:8080"]));
    }

    [Test]
    public void What_is_asked_twice_gives_equal_resources_and_the_same_objects_of_all_that_is_shared()
    {
        var one = _translator.Translate(Given.Proxy(Given.Web(), Given.Jaeger));
        var two = _translator.Translate(Given.Proxy(Given.Web(), Given.Jaeger));

        Assert.That(All(two), Is.EqualTo(All(one)));
        Assert.That(Shared(two), Is.EqualTo(Shared(one)).Using<PackedResource>(ReferenceEquals));
    }

    private static readonly Dataplane Web = Given.Web();

    private static readonly (string Name, Asked Asked)[] States =
    [
        ("plain", Given.Proxy(Web, Given.Jaeger)),
        ("sampling", Given.Proxy(Web, Given.Jaeger with { Sampling = 10 })),
        ("in listeners", Given.Proxy(Web, Given.Jaeger, SamplingMode.Listener)),
        ("sampling in listeners", Given.Proxy(Web, Given.Jaeger with { Sampling = 10 }, SamplingMode.Listener)),
        ("other sampling in listeners", Given.Proxy(Web, Given.Jaeger with { Sampling = 20 }, SamplingMode.Listener)),
        ("backend", Given.Proxy(Web, Given.Datadog)),
        ("no backend", Given.Proxy(Web, null)),
        ("collector rejected", Given.Proxy(Web, Given.Jaeger, rejected: true)),
        ("service of TCP", Given.Proxy(Web, Given.Jaeger, services: Given.Service("backend", Protocol.Tcp))),
        ("no service", Given.Proxy(Web, Given.Jaeger, services: Given.Service("other", Protocol.Http))),
        ("address", Given.Proxy(Given.Web("10.0.0.11"), Given.Jaeger)),
        ("port", Given.Proxy(Web with { Inbounds = [Given.Inbound(8081, Given.Tags("web", "http"))] }, Given.Jaeger)),
        ("workload", Given.Proxy(Web with { Inbounds = [Given.Inbound(8080, Given.Tags("web", "http"), servicePort: 9)] }, Given.Jaeger)),
        (
            "two inbounds",
            Given.Proxy(Web with { Inbounds = [Given.Inbound(8079, Given.Tags("web", "http")), .. Web.Inbounds] }, Given.Jaeger)),
        ("no inbounds", Given.Proxy(Web with { Inbounds = [] }, Given.Jaeger)),
        ("no outbounds", Given.Proxy(Web with { Outbounds = [] }, Given.Jaeger)),
        ("mesh", Given.Proxy(Web with { Mesh = "other" }, Given.Jaeger)),
    ];

    private static IEnumerable<string> StateNames => States.Select(state => state.Name);

    [TestCaseSource(nameof(StateNames))]
    public void What_a_proxy_had_before_changes_nothing_but_the_work(string name)
    {
        var asked = States.Single(state => state.Name == name).Asked;
        var expected = All(_translator.Translate(asked));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (before, older) in States)
                Assert.That(All(_translator.Translate(asked, _translator.Translate(older))), Is.EqualTo(expected), $"before: {before}");
        }
    }

    [Test]
    public void What_stays_is_the_same_object()
    {
        var before = _translator.Translate(Given.Proxy(Given.Web(), Given.Jaeger));
        var after = _translator.Translate(Given.Proxy(Given.Web(), Given.Jaeger with { Sampling = 10 }), before);

        Assert.That(
            after.Clusters == before.Clusters && after.Endpoints == before.Endpoints && after.Listeners == before.Listeners, Is.True);
        Assert.That(after.Runtime, Is.Not.EqualTo(before.Runtime));
    }

    [Test]
    public void A_change_of_sampling_moves_the_runtime_layer_alone()
    {
        var before = _translator.Translate(Given.Proxy(Given.Web(), Given.Jaeger));
        var after = _translator.Translate(Given.Proxy(Given.Web(), Given.Jaeger with { Sampling = 10 }));

        Assert.That(All(after).Except(All(before)), Is.EqualTo([after.Runtime]));
    }

    [Test]
    public void A_change_of_sampling_moves_the_listeners_of_a_stream_without_the_runtime_layer()
    {
        var before = _translator.Translate(Given.Proxy(Given.Web(), Given.Jaeger, SamplingMode.Listener));
        var after = _translator.Translate(Given.Proxy(Given.Web(), Given.Jaeger with { Sampling = 10 }, SamplingMode.Listener));

        Assert.That(All(after).Except(All(before)), Is.EquivalentTo(after.Listeners));
    }

    [Test]
    public void A_collector_that_moves_behind_the_same_authority_is_a_change_of_its_cluster_alone()
    {
        var moved = Given.Zipkin with { Url = Given.Zipkin.Url with { Host = "10.9.9.10" } };
        var before = _translator.Translate(Given.Proxy(Given.Web(), Given.Jaeger));
        var after = _translator.Translate(Given.Proxy(Given.Web(), Given.Jaeger with { Collector = moved }));

        Assert.That(All(after).Except(All(before)), Is.EqualTo([after.Collector]));
    }

    [Test]
    public void A_second_mesh_shares_no_endpoints_with_the_first()
    {
        var one = _translator.Translate(Given.Proxy(Given.Web(), null));
        var two = _translator.Translate(Given.Proxy(Given.Web() with { Mesh = "other" }, null));

        Assert.That(two.Endpoints.Select(resource => resource.Name), Is.EqualTo(["other/backend"]));
        Assert.That(one.Endpoints.Select(resource => resource.Name), Is.EqualTo(["default/backend"]));
    }

    private static IEnumerable<PackedResource> Shared(EnvoyResources resources) =>
        All(resources).Where(resource => !resource.Name.StartsWith("inbound:", StringComparison.Ordinal));

    private static IEnumerable<PackedResource> All(EnvoyResources resources) =>
        [.. resources.Clusters, .. resources.Endpoints, .. resources.Listeners, resources.Runtime];
}
