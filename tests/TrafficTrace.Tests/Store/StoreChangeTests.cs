using TrafficTrace.Core.Store;
using static TrafficTrace.Tests.Store.Stored;

namespace TrafficTrace.Tests.Store;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StoreChangeTests
{
    private readonly ResourceStore _store = new();

    [Test]
    public void Between_two_that_follow_each_other_it_is_what_was_recorded()
    {
        var older = _store.Put(Policy("p"));
        var newer = _store.Put(Policy("q"));
        Assert.That(StoreChange.Between(older, newer), Is.SameAs(newer.Change));
    }

    [Test]
    public void Between_a_snapshot_and_itself_nothing_changed()
    {
        var snapshot = _store.Put(Mesh("default"), Policy("p"), Proxy("web-1", "10.0.0.1", Serves("web")));
        Assert.That(StoreChange.Between(snapshot, snapshot).Meshes, Is.Empty);
    }

    [Test]
    public void Over_several_revisions_what_came_went_or_changed_is_found_and_what_was_undone_is_not()
    {
        var older = _store.Put(
            Policy("stays"), Policy("goes"), Policy("changes"), Policy("away", mesh: "other"), Proxy("web-1", "10.0.0.1", Serves("web")));
        _store.Put(Policy("comes"), Policy("passes"), Proxy("web-1", "10.0.0.2", Serves("web")));
        _store.Delete(Policy("goes"), Policy("passes"), Policy("away", mesh: "other"));
        var newer = _store.Put(Policy("changes", "new"), Mesh("default"));

        var change = StoreChange.Between(older, newer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(change.Meshes.Keys, Is.EquivalentTo(["default", "other"]));
            Assert.That(change.Meshes["default"].Mesh, Is.True);
            Assert.That(change.Meshes["default"].Policies, Is.EquivalentTo(["goes", "comes", "changes"]));
            Assert.That(change.Meshes["default"].Dataplanes, Is.EquivalentTo(["web-1"]));
            Assert.That(change.Meshes["default"].Services, Is.EquivalentTo(["web"]));
            Assert.That(change.Meshes["other"].Policies, Is.EquivalentTo(["away"]));
        }
    }
}
