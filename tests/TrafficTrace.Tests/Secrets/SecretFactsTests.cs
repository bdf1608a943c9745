using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Secrets;

/// <summary>Secrets in the store: facts beside the documents.</summary>
internal sealed class SecretFactsTests
{
    private static readonly StoreSnapshot Store = Given.Store(Given.Web(), ("token", "one"));

    [Test]
    public void The_same_secrets_are_the_same_revision() =>
        Assert.That(Store.With(Given.Secrets("default", ("token", "one"))), Is.SameAs(Store));

    [TestCase("default", "token", "two", true)]
    [TestCase("default", "other", "one", true)]
    [TestCase("elsewhere", "token", "one", true)]
    public void Another_value_is_a_change_of_the_mesh_that_has_it_and_of_nothing_else(string mesh, string name, string value, bool changes)
    {
        var after = Store.With(Given.Secrets(mesh, (name, value)));
        var change = StoreChange.Between(Store, after).Meshes["default"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Revision, Is.EqualTo(Store.Revision + 1));
            Assert.That(change.Secrets, Is.EqualTo(changes));
            Assert.That(change with { Secrets = false }, Has.Property(nameof(MeshChange.IsEmpty)).True);
            Assert.That(after.Meshes["default"].Mesh, Is.SameAs(Store.Meshes["default"].Mesh));
            Assert.That(after.Meshes["default"].Services, Is.SameAs(Store.Meshes["default"].Services));
            Assert.That(after.Meshes.Keys, Is.EqualTo(["default"]), "a mesh without documents is none");
        }
    }

    [Test]
    public void Over_several_revisions_they_are_compared()
    {
        var after = Store.With(Given.Secrets("default", ("token", "two"))).With(Given.Secrets("default", ("token", "three")));
        Assert.That(StoreChange.Between(Store, after).Meshes["default"].Secrets, Is.True);
        Assert.That(StoreChange.Between(Store, after.With(Given.Secrets("default", ("token", "one")))).Meshes, Is.Empty);
    }

    [Test]
    public void A_mesh_that_comes_later_has_its_secrets()
    {
        var store = StoreSnapshot.Empty.With(Given.Secrets("late", ("token", "one")))
            .With(Origin.File, PlacedResource.Nowhere([new Mesh("late", "{}")]), []);
        Assert.That(store.Meshes["late"].Secrets!["token"].Reveal(), Is.EqualTo("one"));
    }

    [Test]
    public void A_missing_one_is_told_and_no_longer_once_it_is_there()
    {
        var without = Store.With(SecretValues.None);
        var told = RemarksChange.Between(Store, without).New.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{told.Code} {told.Key} {told.Field}", Is.EqualTo("TT1110 Mesh default tracing.backends[0].conf.headers"));
            Assert.That(told.Message, Does.Contain("\"token\"").And.Contain("DIR/default/token").And.Contain("--secrets"));
            Assert.That(RemarksChange.Between(without, Store).Over.Select(remark => remark.Code.Id), Is.EqualTo(["TT1110"]));
        }
    }

    [Test]
    public void Where_nobody_looks_for_secrets_none_is_missing()
    {
        var offline = Translation.Documents.Store(Translation.Documents.Read(Given.Web()).Resources);
        Assert.That(CrossChecks.Of(offline).Select(remark => remark.Code.Id), Does.Not.Contain("TT1110"));
    }
}
