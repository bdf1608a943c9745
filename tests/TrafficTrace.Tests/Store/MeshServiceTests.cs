using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;
using static TrafficTrace.Tests.Store.Stored;

namespace TrafficTrace.Tests.Store;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MeshServiceTests
{
    private readonly ResourceStore _store = new();

    [TestCase(Protocol.Http, "http", "http")]
    [TestCase(Protocol.Http, "HTTP", "http")]
    [TestCase(Protocol.Http2, "grpc", "http2")]
    [TestCase(Protocol.Http2, "grpc", "http2", "grpc")]
    [TestCase(Protocol.Tcp, "http", "http2")]
    [TestCase(Protocol.Tcp, "grpc", "http")]
    [TestCase(Protocol.Tcp, "kafka", "http")]
    [TestCase(Protocol.Tcp, "tcp", "grpc")]
    [TestCase(Protocol.Tcp, "grpc", "http2", "kafka")]
    [TestCase(Protocol.Kafka, "kafka", "kafka")]
    [TestCase(Protocol.Unknown, "http", null)]
    [TestCase(Protocol.Unknown, "http", "mongo")]
    [TestCase(Protocol.Unknown, null, null)]
    public void The_protocol_is_folded_over_all_inbounds(Protocol expected, params string?[] protocols)
    {
        var inbounds = protocols.Select((protocol, index) => Serves("web", 80 + index, protocol)).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Service(Proxy("web-1", "10.0.0.1", inbounds)).Protocol, Is.EqualTo(expected));
            Assert.That(Service(Proxy("web-1", "10.0.0.1", [.. inbounds.Reverse()])).Protocol, Is.EqualTo(expected));
        }
    }

    [Test]
    public void Of_no_inbounds_the_protocol_is_unknown() => Assert.That(ProtocolInference.Fold([]), Is.EqualTo(Protocol.Unknown));

    [Test]
    public void Readiness_is_kept_and_changes_no_protocol()
    {
        var before = Service(Proxy("web-1", "10.0.0.1", Serves("web", 80, "http"), Serves("web", 81, "http2")));
        var after = Service(Proxy("web-1", "10.0.0.1", Serves("web", 80, "http", ready: false), Serves("web", 81, "http2")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Protocol, Is.EqualTo(before.Protocol));
            Assert.That(after.Endpoints.Select(endpoint => endpoint.Ready), Is.EqualTo([false, true]));
        }
    }

    [Test]
    public void Endpoints_are_sorted_by_address_ordinally_then_by_port() =>
        Assert.That(
            Targets(Service(
                Proxy("a", "10.0.0.9", Serves("web", 90)),
                Proxy("b", "10.0.0.10", Serves("web", 100), Serves("web", 20)),
                Proxy("c", "fd00::1", Serves("web")))),
            Is.EqualTo(["10.0.0.10:20", "10.0.0.10:100", "10.0.0.9:90", "fd00::1:80"]));

    [Test]
    public void One_address_and_port_twice_is_ordered_by_name_whatever_came_first()
    {
        Dataplane[] proxies = [Proxy("b", "10.0.0.1", Serves("web", 80, "http")), Proxy("a", "10.0.0.1", Serves("web", 80, "grpc"))];
        var one = Service(proxies).Endpoints;
        var other = new ResourceStore().Put([.. proxies.Reverse()]).Default().Services["web"].Endpoints;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.Select(endpoint => endpoint.Tags), Is.EqualTo([Tags("web", "grpc"), Tags("web", "http")]));
            Assert.That(other, Is.EqualTo(one));
        }
    }

    [Test]
    public void The_advertised_address_is_before_the_inbounds_and_that_before_the_dataplanes()
    {
        var inbounds = new[] { Serves("web", 80), Serves("web", 81) with { Address = "10.0.0.2" } };
        var plain = Proxy("web-1", "10.0.0.1", inbounds);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Targets(Service(plain)), Is.EqualTo(["10.0.0.1:80", "10.0.0.2:81"]));
            Assert.That(
                Targets(Service(plain with { AdvertisedAddress = "192.0.2.1", SpecJson = "advertised" })),
                Is.EqualTo(["192.0.2.1:80", "192.0.2.1:81"]));
        }
    }

    [Test]
    public void An_unresolved_dataplane_has_no_endpoint_but_counts_for_the_protocol()
    {
        var unresolved = Proxy("web-2", "web.internal", Serves("web", 80, "grpc"));
        var web = Service(Proxy("web-1", "10.0.0.1", Serves("web", 80, "http2")), unresolved);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Targets(web), Is.EqualTo(["10.0.0.1:80"]));
            Assert.That(web.Protocol, Is.EqualTo(Protocol.Http2));
            _store.SetFacts(new HostAddresses(HostAddresses.None.ByName.Add("WEB.internal", "10.0.0.2")));
            Assert.That(Targets(_store.Current.Default().Services["web"]), Is.EqualTo(["10.0.0.1:80", "10.0.0.2:80"]));
        }
    }

    [Test]
    public void A_service_whose_last_dataplane_goes_keeps_its_protocol_as_long_as_somebody_has_an_outbound_to_it()
    {
        var (api, caller) = (Proxy("api-1", "10.0.0.1", Serves("api", 80, "grpc")), Proxy("web-1", "10.0.0.2").Reaching("api"));
        _store.Put(api, caller);
        var kept = _store.Delete(api).Default().Services["api"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((kept.Protocol, kept.Offered, kept.Endpoints.Length), Is.EqualTo((Protocol.Grpc, false, 0)));
            Assert.That(
                _store.Put(Proxy("api-2", "10.0.0.3", Serves("api", 80, "http"))).Default().Services["api"].Protocol,
                Is.EqualTo(Protocol.Http));
        }
    }

    [Test]
    public void It_goes_with_the_last_outbound_to_it()
    {
        var (api, caller) = (Proxy("api-1", "10.0.0.1", Serves("api")), Proxy("web-1", "10.0.0.2").Reaching("api"));
        _store.Put(api, caller, Proxy("db-1", "10.0.0.4"));
        _store.Delete(api);
        Assert.That(_store.Delete(caller).Default().Services, Is.Empty);
        Assert.That(_store.Current.Change.Meshes["default"].Services, Is.EqualTo(["api"]));
    }

    [Test]
    public void Gateways_and_serviceless_inbounds_serve_nothing()
    {
        var gateway = Proxy("gateway", "10.0.0.1") with { Gateway = Tags("edge") };
        var batch = Proxy("batch", "10.0.0.2", Serves("batch", Inbound.ServicelessPort));
        Assert.That(_store.Put(gateway, batch).Default().Services, Is.Empty);
    }

    [Test]
    public void A_change_rebuilds_the_services_it_touches_and_no_other()
    {
        var web = Proxy("both", "10.0.0.1", Serves("web"), Serves("api", 81));
        var before = _store.Put(web, Proxy("web-2", "10.0.0.2", Serves("web")), Proxy("db-1", "10.0.0.3", Serves("db"))).Default();
        var after = _store.Put(Proxy("both", "10.0.0.1", Serves("web", ready: false), Serves("api", 81))).Default();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Services["web"], Is.Not.SameAs(before.Services["web"]));
            Assert.That(after.Services["api"], Is.SameAs(before.Services["api"]), "touched, and found equal");
            Assert.That(after.Services["db"], Is.SameAs(before.Services["db"]));
            Assert.That(_store.Current.Change.Meshes["default"].Services, Is.EqualTo(["web"]));
        }
    }

    [Test]
    public void A_dataplane_that_changes_its_service_leaves_the_old_one_which_goes_with_its_last_inbound()
    {
        _store.Put(Proxy("web-1", "10.0.0.1", Serves("web")));
        _store.Put(Proxy("web-1", "10.0.0.1", Serves("api")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_store.Current.Default().Services.Keys, Is.EqualTo(["api"]));
            Assert.That(_store.Current.Change.Meshes["default"].Services, Is.EquivalentTo(["web", "api"]));
        }
    }

    private MeshService Service(params Dataplane[] dataplanes) => _store.Put([.. dataplanes]).Default().Services["web"];

    private static IEnumerable<string> Targets(MeshService service) =>
        service.Endpoints.Select(endpoint => $"{endpoint.Address}:{endpoint.Port}");
}
