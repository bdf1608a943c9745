using FsCheck.NUnit;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Tests.Store;
using static TrafficTrace.Tests.Store.Stored;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace TrafficTrace.Tests.Reports;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Properties(Arbitrary = [typeof(StoreHistories)], MaxTest = 200)]
public sealed class RemarksTests
{
    private readonly ResourceStore _store = new();
    private StoreSnapshot _seen = StoreSnapshot.Empty;

    [Property]
    public void What_is_looked_at_anew_is_all_that_a_change_touches(StoreOperation[] history)
    {
        var (before, held) = (StoreSnapshot.Empty, new HashSet<Remark>());
        foreach (var operation in history)
        {
            var after = operation.Apply(before);
            var change = RemarksChange.Between(before, after);
            held.UnionWith(change.New);
            held.ExceptWith(change.Over);
            held.RemoveWhere(remark => after.Meshes.GetValueOrDefault(remark.Key.Mesh)?.Find(remark.Key) is null);
            Assert.That(held.Select(remark => remark.ToString()), Is.EquivalentTo(All(after).Select(remark => remark.ToString())));
            before = after;
        }
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(ReportCases)], MaxTest = 100)]
    public void What_one_change_of_any_mesh_makes_different_is_seen(ReportCase given)
    {
        var change = RemarksChange.Between(given.Before, given.After);
        var (before, after) = (All(given.Before).ToArray(), All(given.After).ToArray());
        var over = before.Except(after).Where(remark => given.After.Meshes.GetValueOrDefault("default")?.Find(remark.Key) is not null);
        Assert.That(change.New, Is.EquivalentTo(after.Except(before)));
        Assert.That(change.Over, Is.EquivalentTo(over));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(ReportCases)], MaxTest = 100)]
    public void A_policy_is_called_of_no_use_when_it_can_go_and_no_proxy_is_another(ReportCase given)
    {
        foreach (var (name, policy) in given.Before.Meshes.GetValueOrDefault("default")?.Policies ?? [])
        {
            var codes = CrossChecks.Of(given.Before.Meshes["default"], policy).Select(remark => remark.Code);
            if (given.Before.Meshes["default"].Dataplanes.IsEmpty) continue;
            var without = given.Before.With(Origin.File, [], [policy.Key]);
            var hasAny = given.Before.Meshes["default"].Dataplanes.Values.Any(dataplane => Winner(given.Before, dataplane)?.Name == name);
            Assert.That(codes.Intersect([FindingCodes.SelectsNobody, FindingCodes.NeverWins]).Any(), Is.Not.EqualTo(hasAny));
            Assert.That(
                given.Before.Meshes["default"].Dataplanes.Values.Any(one => Winner(given.Before, one) != Winner(without, one)),
                Is.EqualTo(hasAny));
        }
    }

    [Test]
    public void A_policy_that_selects_nobody_is_remarked_once_and_is_over_when_it_selects_somebody()
    {
        _store.Put(With("jaeger"), Proxy("web-1", "10.0.0.1", Serves("web")), Selecting("api"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Update(), Is.EqualTo(["+ TrafficTrace default/api: selectors"]));
            Assert.That(Update(), Is.Empty);
        }

        _store.Put(Proxy("api-1", "10.0.0.2", Serves("api")));
        Assert.That(Update(), Is.EqualTo(["over TrafficTrace default/api: selectors"]));
        _store.Put(Proxy("api-1", "10.0.0.2", Serves("web")));
        Assert.That(Update(), Is.EqualTo(["+ TrafficTrace default/api: selectors"]));
    }

    [Test]
    public void A_Mesh_that_loses_a_backend_is_remarked_at_the_policy_that_names_it()
    {
        _store.Put(With("jaeger"), Proxy("web-1", "10.0.0.1", Serves("web")), Selecting("web"));
        Assert.That(Update(), Is.Empty);
        _store.Put(With("other"));
        Assert.That(Update(), Is.EqualTo(["+ TrafficTrace default/web: conf.backend"]));
    }

    [Test]
    public void A_proxy_is_selected_in_vain_as_long_as_none_of_its_listeners_speaks_HTTP()
    {
        _store.Put(With("jaeger"), Proxy("web-1", "10.0.0.1", Serves("web", protocol: "tcp")).Reaching("api"));
        _store.Put(Proxy("api-1", "10.0.0.2", Serves("api", protocol: "kafka")));
        Assert.That(Update(), Is.Empty);
        _store.Put(Selecting("web"));
        Assert.That(Update(), Is.EqualTo(["+ Dataplane default/web-1: networking"]));
        _store.Put(Proxy("api-1", "10.0.0.2", Serves("api")));
        Assert.That(Update(), Is.EqualTo(["over Dataplane default/web-1: networking"]));
    }

    [Test]
    public void An_outbound_to_a_service_that_is_offered_no_more_is_remarked()
    {
        var api = Proxy("api-1", "10.0.0.2", Serves("api"));
        _store.Put(Stored.Mesh("default"), Proxy("web-1", "10.0.0.1", Serves("web")).Reaching("api"), api);
        Assert.That(Update(), Is.Empty);
        _store.Delete(api);
        Assert.That(Update(), Is.EqualTo(["+ Dataplane default/web-1: networking.outbound[0]"]));
    }

    [Test]
    public void Services_that_may_have_been_meant_are_named_in_their_order()
    {
        _store.Put(Stored.Mesh("default"), Proxy("web-1", "10.0.0.1", Serves("web")).Reaching("api-9"));
        for (var i = 5; i > 0; i--) _store.Put(Proxy($"api-{i}", $"10.0.1.{i}", Serves($"api-{i}")));
        var remark = RemarksChange.Between(StoreSnapshot.Empty, _store.Current).New.Single();
        Assert.That(remark.Message, Does.EndWith("; did you mean api-1 or api-2 or api-3 or api-4 or api-5?"));
    }

    private string[] Update()
    {
        var change = RemarksChange.Between(_seen, _store.Current);
        _seen = _store.Current;
        return
        [
            .. change.New.Select(remark => $"+ {remark.Key}: {remark.Field}"),
            .. change.Over.Select(remark => $"over {remark.Key}: {remark.Field}"),
        ];
    }

    private static IEnumerable<Remark> All(StoreSnapshot snapshot) =>
        from mesh in snapshot.Meshes.Values
        from resource in mesh.Policies.Values.Cast<Resource>().Concat(mesh.Dataplanes.Values).Concat(mesh.Mesh is null ? [] : [mesh.Mesh])
        from remark in CrossChecks.Of(mesh, resource)
        select remark;

    private static TrafficTracePolicy? Winner(StoreSnapshot store, Dataplane dataplane) => PolicyMatcher.Winner(
        Core.Matching.Proxy.Of(dataplane), store.Meshes["default"].Policies.Values);

    private static Mesh With(string backend) => new("default", backend)
    {
        Backends = [new TracingBackend(new DatadogCollector(backend, "10.0.0.9", 8126), null)],
    };

    private static TrafficTracePolicy Selecting(string service) => new("default", service, service)
    {
        Backend = "jaeger",
        Selectors = [new TagSelector(Tags(service, null))],
    };
}
