using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using static TrafficTrace.Tests.Store.Stored;

namespace TrafficTrace.Tests.Store;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ResourceStoreTests
{
    private readonly ResourceStore _store = new();

    [Test]
    public void A_put_is_a_revision_and_says_what_it_changed()
    {
        var snapshot = _store.Put(Mesh("default"), Policy("p"), Proxy("web-1", "10.0.0.1", Serves("web")), Mesh("other"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(snapshot.Revision, Is.EqualTo(1));
            Assert.That(_store.Current, Is.SameAs(snapshot));
            Assert.That(snapshot.Change.Meshes.Keys, Is.EquivalentTo(["default", "other"]));
            AssertChange(snapshot, mesh: true, policies: ["p"], dataplanes: ["web-1"], services: ["web"]);
        }
    }

    [Test]
    public void Putting_what_is_there_changes_nothing()
    {
        var web = Proxy("web-1", "10.0.0.1", Serves("web"));
        var before = _store.Put(Mesh("default"), Policy("p"), web);
        Assert.That(_store.Put(Mesh("default"), Policy("p"), web with { }), Is.SameAs(before));
    }

    [Test]
    public void Deleting_what_is_not_there_changes_nothing()
    {
        var before = _store.Put(Mesh("default"));
        Assert.That(_store.Delete(Policy("p"), Mesh("other"), Proxy("web-1", "10.0.0.1")), Is.SameAs(before));
    }

    [Test]
    public void A_change_of_one_policy_leaves_all_else_the_same_object()
    {
        var before = _store.Put(Mesh("default"), Policy("p"), Policy("q"), Proxy("web-1", "10.0.0.1", Serves("web")), Mesh("other"))
            .Default();
        var other = _store.Current.Meshes["other"];
        var after = _store.Put(Policy("p", "{\"conf\":{}}")).Default();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Policies["p"], Is.Not.SameAs(before.Policies["p"]));
            Assert.That(after.Policies["q"], Is.SameAs(before.Policies["q"]));
            Assert.That(after.Dataplanes, Is.SameAs(before.Dataplanes));
            Assert.That(after.Services, Is.SameAs(before.Services));
            Assert.That(_store.Current.Meshes["other"], Is.SameAs(other));
            AssertChange(_store.Current, policies: ["p"]);
        }
    }

    [Test]
    public void A_time_alone_is_a_change()
    {
        var before = _store.Put(Policy("p"));
        var after = _store.Put(Policy("p") with { CreationTime = DateTimeOffset.UnixEpoch });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Revision, Is.EqualTo(before.Revision + 1));
            AssertChange(after, policies: ["p"]);
        }
    }

    [Test]
    public void A_put_of_a_key_beats_its_delete_in_the_same_change()
    {
        var before = _store.Put(Policy("p"));
        Assert.That(_store.Apply(Origin.File, PlacedResource.Nowhere([Policy("p")]), [Policy("p").Key]), Is.SameAs(before));
    }

    [Test]
    public void Of_two_puts_of_a_key_the_later_counts() =>
        Assert.That(_store.Put(Policy("p", "1"), Policy("p", "2")).Default().Policies["p"].SpecJson, Is.EqualTo("2"));

    [Test]
    public void A_mesh_lives_as_long_as_anything_of_it_does()
    {
        _store.Put(Mesh("default"), Policy("p"));
        Assert.That(_store.Delete(Mesh("default")).Default().Mesh, Is.Null);

        var gone = _store.Delete(Policy("p"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gone.Meshes, Is.Empty);
            AssertChange(gone, policies: ["p"]);
        }
    }

    private static void AssertChange(
        StoreSnapshot snapshot, bool mesh = false, string[]? policies = null, string[]? dataplanes = null, string[]? services = null)
    {
        var change = snapshot.Change.Meshes["default"];
        Assert.That(change.Mesh, Is.EqualTo(mesh));
        Assert.That(change.Policies, Is.EquivalentTo(policies ?? []));
        Assert.That(change.Dataplanes, Is.EquivalentTo(dataplanes ?? []));
        Assert.That(change.Services, Is.EquivalentTo(services ?? []));
    }

    [Test]
    public void What_would_be_is_what_will_be()
    {
        _store.Put(Mesh("default"), Proxy("web-1", "web.test", Serves("web")));
        _store.SetFacts(new HostAddresses(HostAddresses.None.ByName.Add("web.test", "10.0.0.1")));
        PlacedResource[] puts = [new(Policy("p"), new("a.yaml", 1)), new(Proxy("api-1", "web.test", Serves("api")), new("a.yaml", 9))];
        var preview = _store.Current.With(Origin.File, puts, [Mesh("default").Key]);
        var published = _store.Apply(Origin.File, puts, [Mesh("default").Key]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(StoreText.Of(preview), Is.EqualTo(StoreText.Of(published)));
            Assert.That(StoreText.Of(preview.Change), Is.EqualTo(StoreText.Of(published.Change)));
            Assert.That(preview.Layers.ByKey, Is.EqualTo(published.Layers.ByKey));
            Assert.That(preview.Revision, Is.EqualTo(published.Revision));
        }
    }
}
