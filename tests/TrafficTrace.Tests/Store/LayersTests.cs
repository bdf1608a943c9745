using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using static TrafficTrace.Tests.Store.Stored;

namespace TrafficTrace.Tests.Store;

internal sealed class LayersTests
{
    private static readonly ResourceKey Web = new(ResourceKind.Dataplane, "default", "web");
    private static readonly ResourceKey All = new(ResourceKind.TrafficTrace, "default", "all");

    [Test]
    public void What_the_API_had_of_a_key_that_a_file_takes_does_not_come_back()
    {
        var taken = StoreSnapshot.Empty
            .With(Origin.Api, PlacedResource.Nowhere([Policy("all", "api")]), [])
            .With(Origin.File, [new(Policy("all", "file"), new("a.yaml", 7))], []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Says(taken), Is.EqualTo(["file of a.yaml:7", "api of the API"]));
            Assert.That(taken.With(Origin.File, [], [All]).Meshes, Is.Empty);
        }
    }

    [Test]
    public void What_the_API_says_of_a_key_that_a_file_holds_does_not_count_and_goes_with_the_file()
    {
        var late = StoreSnapshot.Empty
            .With(Origin.File, PlacedResource.Nowhere([Policy("all", "file")]), [])
            .With(Origin.Api, PlacedResource.Nowhere([Policy("all", "api")]), []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(late.Default().Policies["all"].SpecJson, Is.EqualTo("file"));
            Assert.That(late.Change.Meshes, Is.Empty);
            Assert.That(late.With(Origin.File, [], [All]).Meshes, Is.Empty);
        }
    }

    [Test]
    public void It_is_retired_until_the_last_of_file_and_Kubernetes_goes()
    {
        var all = StoreSnapshot.Empty
            .With(Origin.Api, PlacedResource.Nowhere([Policy("all", "api")]), [])
            .With(Origin.Kubernetes, PlacedResource.Nowhere([Policy("all", "kubernetes")]), [])
            .With(Origin.File, PlacedResource.Nowhere([Policy("all", "file")]), [])
            .With(Origin.File, [], [All]);
        Assert.That(Says(all), Is.EqualTo(["kubernetes of Kubernetes", "api of the API"]));
        Assert.That(all.With(Origin.Kubernetes, [], [All]).Meshes, Is.Empty);
    }

    [Test]
    public void A_Dataplane_that_its_proxy_brought_comes_back()
    {
        var brought = Proxy("web", "10.0.0.9", Serves("web"));
        var shadowed = StoreSnapshot.Empty
            .With(Origin.NodeMetadata, PlacedResource.Nowhere([brought]), [])
            .With(Origin.File, PlacedResource.Nowhere([Proxy("web", "10.0.0.1", Serves("web"))]), []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shadowed.Default().Dataplanes["web"].Address, Is.EqualTo("10.0.0.1"));
            Assert.That(shadowed.With(Origin.File, [], [Web]).Default().Dataplanes["web"], Is.SameAs(brought));
        }
    }

    [Test]
    public void A_document_that_only_moves_to_another_line_is_the_same_object_in_a_revision_without_a_change()
    {
        var before = StoreSnapshot.Empty.With(Origin.File, [new(Policy("all"), new("a.yaml", 1))], []);
        var after = before.With(Origin.File, [new(Policy("all"), new("a.yaml", 5))], []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Layers.Of(All).Single().Place, Is.EqualTo(new Place("a.yaml", 5)));
            Assert.That(after.Meshes, Is.SameAs(before.Meshes));
            Assert.That(after.Change.Meshes, Is.Empty);
            Assert.That(after.With(Origin.File, [new(Policy("all"), new("a.yaml", 5))], []), Is.SameAs(after));
        }
    }

    private static string[] Says(StoreSnapshot snapshot) =>
        [.. snapshot.Layers.Of(All).Select(definition => $"{definition.Resource.SpecJson} of {definition}")];
}
