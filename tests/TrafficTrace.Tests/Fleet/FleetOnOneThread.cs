using Envoy.Config.Core.V3;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Fleet.Reconciliation;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Tests.Registration;
using TrafficTrace.Tests.Translation;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Caching;

namespace TrafficTrace.Tests.Fleet;

/// <summary>The store, the loop's two steps and streams that are answered by hand: all that the fleet is, without a thread.</summary>
internal sealed class FleetOnOneThread
{
    private readonly ResourceStore _store = new();
    private readonly Reconciler _reconciler;

    public FleetOnOneThread()
    {
        Refusals = new RefusalReport(Time, new FakeLogger<RefusalReport>(Log));
        Host = new StreamHost(
            new LettingAllIn(), Refusals, Registrars.Unused(Status), _store, new OverlayProxies("default"), Status);
        var report = new TracingReport(NullLogger<TracingReport>.Instance);
        var retired = new RetiredCollectors(Time);
        var publisher = new NodePublisher(
            new ProxyReconciliation(new ProxyTranslator()), Cache, retired, report, Time, new FakeLogger<NodePublisher>(Log));
        _reconciler = new Reconciler(
            _store, Host, publisher, retired, report, Status, new FirstLoad(), new OverlayProxies("default"), Time,
            new FakeLogger<Reconciler>(Log));
    }

    /// <summary>What the loop and the publisher log.</summary>
    public FakeLogCollector Log { get; } = new();

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch);

    public SnapshotCache Cache { get; } = new();

    public FleetStatus Status { get; } = new();

    public RefusalReport Refusals { get; }

    public StreamHost Host { get; }

    public ResourceStore Stored => _store;

    public StoreSnapshot Store => _store.Current;

    /// <summary>The Dataplane web, whose policy sends to a Zipkin collector.</summary>
    public static FleetOnOneThread Traced()
    {
        var fleet = new FleetOnOneThread();
        fleet.Put("""
            type: Mesh
            name: default
            tracing:
              defaultBackend: jaeger
              backends: [{ name: jaeger, type: zipkin, conf: { url: 'http://127.0.0.1:9411/api/v2/spans' } }]
            ---
            type: TrafficTrace
            mesh: default
            name: all
            selectors: [{ match: { kuma.io/service: '*' } }]
            ---
            type: Dataplane
            mesh: default
            name: web
            networking:
              address: 127.0.0.1
              inbound: [{ port: 8080, servicePort: 18080, tags: { kuma.io/service: web, kuma.io/protocol: http } }]
            """);
        return fleet;
    }

    public void Put(string yaml) => _store.Apply(Origin.File, PlacedResource.Nowhere(Documents.Read(yaml).Resources), []);

    public void Set(SecretValues secrets) => _store.SetFacts(secrets);

    public void Delete(ResourceKey key) => _store.Apply(Origin.File, [], [key]);

    /// <summary>The loop's first step: who is due.</summary>
    public void Look() => _reconciler.Look(_store.Current);

    /// <summary>Its second: all who are due are served.</summary>
    public void Serve()
    {
        Look();
        _reconciler.PublishSome();
        Look();
        _reconciler.PublishSome(); // whoever became due by that
    }

    public StreamByHand Connect(
        string dataplane, bool rtds = true, uint? minor = null, bool confidential = false, DateTimeOffset openedAt = default) =>
        new(this, $"default.{dataplane}", rtds, minor, confidential, openedAt: openedAt);

    /// <summary>A proxy whose listeners another control plane serves.</summary>
    public StreamByHand ConnectOverlay(Node node, bool observer = false) => new(this, node, observer);

    public ProxyDelivery DeliveryOf(string dataplane) =>
        ProxyDeliveries.Of(Status, Store.Meshes["default"].Dataplanes[dataplane], Store.Revision);

    public DeliveryStatuses Statuses() => new(Status, Store, "1", Time.GetUtcNow());

    public DeliveryStatus StatusOf(string policy) => Statuses().OfPolicy("default", policy)!;
}
