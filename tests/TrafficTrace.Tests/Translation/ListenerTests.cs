using Envoy.Config.Listener.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Translation;

public class ListenerTests
{
    private static readonly TracingBackend Other = new(Given.Zipkin with { Name = "other" }, 50);

    private static readonly Asked[] Tracings =
    [
        .. from backend in new[] { null, Given.Jaeger, Given.Jaeger with { Sampling = 0 }, Other, Given.Datadog }
        from mode in Enum.GetValues<SamplingMode>()
        from rejected in new[] { false, true }
        select Given.Proxy(Given.Web(), backend, mode, rejected),
    ];

    [Test]
    public void Tracing_changes_nothing_of_a_listener_but_its_filter_chains()
    {
        var shells = Tracings.SelectMany(Listeners).Select(WithoutFilterChains).Distinct();

        Assert.That(shells.Select(listener => listener.Name), Is.EqualTo(["inbound:10.0.0.10:8080", "outbound:127.0.0.1:20001"]));
    }

    [TestCaseSource(nameof(Tracings))]
    public void The_traced_listeners_that_are_told_are_those_that_are_built(Asked asked)
    {
        var built = Listeners(asked).Where(listener => Manager(listener)?.Tracing is not null).Select(listener => listener.Name);

        Assert.That(asked.Configuration.TracedListeners, Is.EqualTo(built));
    }

    [Test]
    public void A_proxy_whose_name_is_not_resolved_has_its_outbounds_only()
    {
        var dataplane = Given.Web() with { Address = "web.internal", HostName = "web.internal" };

        var names = Listeners(Given.Proxy(dataplane, null)).Select(listener => listener.Name);
        Assert.That(names, Is.EqualTo(["outbound:127.0.0.1:20001"]));
    }

    [Test]
    public void Workloads_on_one_port_that_differ_have_a_cluster_each()
    {
        var dataplane = Given.Web() with
        {
            Inbounds =
            [
                Given.Inbound(1, Given.Tags("a", "http"), 80),
                Given.Inbound(2, Given.Tags("b", "grpc"), 80),
                Given.Inbound(3, Given.Tags("c", "http"), 80, "127.0.0.2"),
                Given.Inbound(4, Given.Tags("d", "tcp"), 80),
            ],
            Outbounds = [],
        };

        var clusters = new ProxyTranslator().Translate(Given.Proxy(dataplane, null)).Clusters.Select(cluster => cluster.Name);
        Assert.That(clusters, Is.EqualTo(["localhost:80", "localhost:80/127.0.0.1/http2", "localhost:80/127.0.0.2/http1"]));
    }

    private static IEnumerable<Listener> Listeners(Asked asked) =>
        new ProxyTranslator().Translate(asked).Listeners.Select(listener => listener.Unpack<Listener>());

    private static Listener WithoutFilterChains(Listener listener)
    {
        listener.FilterChains.Clear();
        return listener;
    }

    private static HttpConnectionManager? Manager(Listener listener) =>
        listener.FilterChains[0].Filters[0].TypedConfig.TryUnpack<HttpConnectionManager>(out var manager) ? manager : null;
}
