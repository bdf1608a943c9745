using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Testing;
using TrafficTrace.ControlPlane.Api.Events;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Replicas;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Tests.Fleet;
using TrafficTrace.Tests.Translation;

namespace TrafficTrace.Tests.ControlPlane.Replicas;

/// <summary>Of files that differ between control planes on one store: what counts as different, and when it is told.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DifferingFilesTests : IDisposable
{
    private const string Shop = "type: Mesh\nname: shop\n";
    private const string Depot = "type: Mesh\nname: depot\n";
    private const string Policy = "type: TrafficTrace\nmesh: shop\nname: all\nselectors: [{match: {kuma.io/service: '*'}}]\n";

    private readonly ResourceStore _store = new();
    private readonly FleetStatus _fleet = new();
    private readonly FakeLogger<DifferingFiles> _log = new();
    private readonly EventLog _events = new(new Revisions(null!, null!));
    private readonly DifferingFiles _report;

    public DifferingFilesTests()
    {
        _report = new(_store, _fleet, new AloneReplicas(), _events, TimeProvider.System, _log);
        Put(Origin.File, Shop);
    }

    public void Dispose() => _report.Dispose();

    [Test]
    public void They_are_the_same_in_whichever_order_and_whatever_the_API_says_besides()
    {
        var one = Digests((Origin.File, Shop), (Origin.File, Policy), (Origin.Api, Depot));
        Assert.That(one, Is.EqualTo(Digests((Origin.File, $"{Policy}---\n{Shop}"))));
        Assert.That(one, Is.Not.EqualTo(Digests((Origin.File, Shop))));
    }

    [TestCase(Shop + "---\n" + Policy, "Mesh shop: files say something else of this mesh here than at replica b at http://b:5681, ")]
    [TestCase("", "Mesh shop: files say something of this mesh here and nothing at replica b at http://b:5681, ")]
    [TestCase(Shop + "---\n" + Depot, "Mesh depot: files say something of this mesh at replica b at http://b:5681 and nothing here, ")]
    public void What_differs_is_told_once_two_looks_have_seen_it_and_when_it_is_over(string there, string told)
    {
        Peer(there, PeerState.Answers);
        _report.Look();
        Assert.That(Logged, Is.Empty, "files come to one machine before the other");
        _report.Look();
        _report.Look();
        Assert.That(Logged, Has.One.Items.And.All.StartsWith(told).And.All.EndsWith("(TT1117)"));
        Peer(Shop, PeerState.Answers);
        _report.Look();
        Assert.That(Logged, Has.Exactly(2).Items);
        Assert.That(Logged[1], Is.EqualTo($"over: {Logged[0]}"));
        Assert.That(_events.Last, Is.EqualTo(2));
    }

    [TestCase(Shop, PeerState.Answers)]
    [TestCase(Depot, PeerState.Silent)]
    public void Nothing_is_told_of_a_replica_with_the_same_files_or_one_that_does_not_answer(string there, PeerState state)
    {
        Peer(there, state);
        _report.Look();
        _report.Look();
        Assert.That(Logged, Is.Empty);
    }

    private string[] Logged => [.. _log.Collector.GetSnapshot().Select(record => record.Message)];

    private void Peer(string files, PeerState state) =>
        _fleet.Peers.Put(PeerByHand.Peer("b", state, 0) with { Files = FileDigests.Of(Layers((Origin.File, files))) });

    private void Put(Origin origin, string yaml) => _store.Apply(origin, PlacedResource.Nowhere(Documents.Read(yaml).Resources), []);

    private static ImmutableSortedDictionary<string, string> Digests(params (Origin Origin, string Yaml)[] documents) =>
        FileDigests.Of(Layers(documents));

    private static Layers Layers(params (Origin Origin, string Yaml)[] documents)
    {
        var store = StoreSnapshot.Empty;
        foreach (var (origin, yaml) in documents)
            store = store.With(origin, PlacedResource.Nowhere(Documents.Read(yaml).Resources), []);
        return store.Layers;
    }
}
