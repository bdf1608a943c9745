using FsCheck.NUnit;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace TrafficTrace.Tests.Store;

[Properties(Arbitrary = [typeof(StoreHistories)], MaxTest = 200)]
public sealed class ResourceStoreProperties
{
    [Property]
    public void It_holds_what_the_origins_say_by_precedence_and_what_was_observed_of_hosts_after_any_history(StoreOperation[] history)
    {
        var (snapshot, plain) = (StoreSnapshot.Empty, new PlainStore());
        foreach (var operation in history)
        {
            snapshot = operation.Apply(snapshot);
            plain.Apply(operation);
            Assert.That(StoreText.Of(snapshot), Is.EqualTo(plain.Written()));
        }
    }

    [Property]
    public void No_origin_undoes_what_another_says(StoreOperation[] history)
    {
        var all = history.Aggregate(StoreSnapshot.Empty, (snapshot, operation) => operation.Apply(snapshot));
        foreach (var origin in Enum.GetValues<Origin>().Except([Origin.Api])) // whose documents can be retired
        {
            var alone = history.Where(operation => operation.Origin == origin)
                .Aggregate(StoreSnapshot.Empty, (snapshot, operation) => snapshot.With(origin, operation.Puts, operation.Deletes));
            Assert.That(SaidBy(origin, all), Is.EqualTo(SaidBy(origin, alone)));
        }
    }

    [Property]
    public void What_a_revision_says_it_changed_is_what_is_other_content(StoreOperation[] history)
    {
        var before = StoreSnapshot.Empty;
        foreach (var (origin, puts, deletes, hosts) in history)
        {
            var written = before.With(origin, puts, deletes);
            Check(before, written);
            before = hosts is null ? written : written.With(hosts);
            Check(written, before);
        }
    }

    [Property]
    public void Comparing_whole_snapshots_finds_what_the_revisions_recorded(StoreOperation[] history)
    {
        var before = StoreSnapshot.Empty;
        foreach (var operation in history)
        {
            var after = before.With(operation.Origin, operation.Puts, operation.Deletes);
            Assert.That(Compared(before, after), Is.EqualTo(ReferenceEquals(before, after) ? "" : StoreText.Of(after.Change)));
            before = operation.Hosts is null ? after : after.With(operation.Hosts);
            Assert.That(Compared(after, before), Is.EqualTo(ReferenceEquals(after, before) ? "" : StoreText.Of(before.Change)));
        }
    }

    [Property]
    public void The_host_names_are_those_of_the_dataplanes_that_count(StoreOperation[] history)
    {
        var snapshot = history.Aggregate(StoreSnapshot.Empty, (snapshot, operation) => operation.Apply(snapshot));
        Assert.That(
            snapshot.HostNames.Select(host => host.ToUpperInvariant()),
            Is.EquivalentTo(snapshot.Meshes.Values.SelectMany(mesh => mesh.Dataplanes.Values)
                .Select(dataplane => dataplane.HostName?.ToUpperInvariant()).OfType<string>().Distinct()));
    }

    private static void Check(StoreSnapshot before, StoreSnapshot after)
    {
        var change = ReferenceEquals(before, after) ? "" : StoreText.Of(after.Change);
        Assert.That(change, Is.EqualTo(StoreText.OfChange(before, after)));
    }

    private static string Compared(StoreSnapshot before, StoreSnapshot after) =>
        StoreText.Of(StoreChange.Between(before, after with { Revision = before.Revision + 2 }));

    private static string[] SaidBy(Origin origin, StoreSnapshot snapshot) =>
    [
        .. snapshot.Layers.ByKey.Values.SelectMany(definitions => definitions)
            .Where(definition => definition.Origin == origin)
            .Select(definition => $"{definition.Resource.Key}: {definition.Resource.SpecJson} {definition.Place}")
            .Order(StringComparer.Ordinal),
    ];
}
