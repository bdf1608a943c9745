using Envoy.Config.Listener.V3;
using Envoy.Config.Route.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.Fleet;

/// <summary>
/// What a stream is put under, and what stands there, for each way of sampling and each answer to its collector: a row a case.
/// </summary>
internal sealed class NodePublisherTests
{
    private const string ForGood = "Error adding/updating cluster(s) tracing:jaeger: no good";
    private const string Passing =
        "Error adding/updating cluster(s) tracing:jaeger: paths must refer to an existing path in the system: '/ca' does not exist";

    [TestCase(true, null, CollectorState.InUse, "rtds", true, true)]
    [TestCase(false, null, CollectorState.InUse, "listener", true, true)]
    [TestCase(true, Passing, CollectorState.Offered, "rtds+offered", true, false)]
    [TestCase(false, Passing, CollectorState.Offered, "listener+offered", true, false)]
    [TestCase(true, ForGood, CollectorState.Absent, "rtds+untraced", false, false)]
    [TestCase(false, ForGood, CollectorState.Absent, "listener+untraced", false, false)]
    public void A_stream_gets_what_its_way_of_sampling_and_its_answers_say(
        bool rtds, string? answer, CollectorState state, string variant, bool hasCollector, bool isTraced)
    {
        var fleet = FleetOnOneThread.Traced();
        var stream = fleet.Connect("web", rtds);
        fleet.Serve();
        stream.Answer(type => type == ResourceType.Cluster ? answer : null);
        fleet.Serve();
        var snapshot = stream.Stream.Snapshot!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fleet.Status.Find("default.web")!.Served.Streams.Single().Collector, Is.EqualTo(state));
            Assert.That(stream.Stream.Key.Variant, Is.EqualTo(variant));
            Assert.That(snapshot[ResourceType.Cluster].Find("tracing:jaeger"), hasCollector ? Is.Not.Null : Is.Null);
            Assert.That(HcmOf(snapshot).Tracing?.Provider, isTraced ? Is.Not.Null : Is.Null);
        }
    }

    [TestCase(36u, "env", "")]
    [TestCase(37u, "env spoken", "%REQ(:METHOD)%")]
    [TestCase(null, "env spoken", "%REQ(:METHOD)%")]
    public void An_Envoy_before_37_goes_without_the_formats_of_a_policy_and_with_all_else(uint? minor, string tags, string operation)
    {
        var fleet = FleetOnOneThread.Traced();
        fleet.Put("""
            type: TrafficTrace
            mesh: default
            name: all
            selectors: [{ match: { kuma.io/service: '*' } }]
            conf:
              tags: [{ name: env, literal: test }, { name: spoken, format: '%PROTOCOL%' }]
              spanName: { server: '%REQ(:METHOD)%' }
              rules:
              - match: { method: GET }
                tags: [{ name: env, literal: test }, { name: spoken, format: '%PROTOCOL%' }]
            """);
        var stream = fleet.Connect("web", minor: minor);
        fleet.Serve();
        stream.Answer();
        var snapshot = stream.Stream.Snapshot!;
        var tracing = HcmOf(snapshot).Tracing;
        var route = snapshot[ResourceType.Route].Resources.Single().Unpack<RouteConfiguration>().VirtualHosts[0].Routes[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(string.Join(' ', tracing.CustomTags.Select(tag => tag.Tag)), Is.EqualTo(tags));
            Assert.That(string.Join(' ', route.Tracing.CustomTags.Select(tag => tag.Tag)), Is.EqualTo(tags));
            Assert.That(tracing.Operation, Is.EqualTo(operation));
        }
    }

    private static HttpConnectionManager HcmOf(Snapshot snapshot) =>
        snapshot[ResourceType.Listener].Resources.Single().Unpack<Listener>().FilterChains[0].Filters[0].TypedConfig
            .Unpack<HttpConnectionManager>();
}
