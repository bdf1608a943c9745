using System.Collections.Immutable;
using Envoy.Api.Protos;
using Envoy.Config.Listener.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using FsCheck.NUnit;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports.Explanations;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.Translation;
using TrafficTrace.Translation.Explaining;
using TrafficTrace.Translation.Proxies;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace TrafficTrace.Tests.Reports;

/// <summary>The reasons of an explanation are true: what it names decides the outcome, and without it the outcome is another.</summary>
[Properties(Arbitrary = [typeof(ReportCases)], MaxTest = 100)]
public sealed class ExplanationProperties
{
    [Property]
    public void A_listener_is_called_traced_when_its_connection_manager_is(ReportCase given)
    {
        foreach (var (node, explanation) in All(given.Before))
        {
            if (explanation.Listeners.Any(listener => listener.Because.Contains("resolve"))) continue; // it gets nothing
            var asked = given.Before.Asked(node.ToString(), SamplingMode.Rtds);
            var listeners = new ProxyTranslator().Translate(asked).Listeners;
            Assert.That(
                explanation.Listeners.Select(listener => (listener.Name, listener.Traced)),
                Is.EquivalentTo(listeners.Select(listener => (listener.Name, IsTraced(listener)))));
        }
    }

    [Property]
    public void The_winner_is_the_policy_that_wins_and_without_it_the_next(ReportCase given)
    {
        foreach (var (node, explanation) in All(given.Before))
        {
            Assert.That(explanation.Winner?.Policy, Is.EqualTo(WinnerOf(given.Before, node)));
            if (explanation.Winner is null) continue;
            var without = Without(given.Before, explanation.Winner.Policy);
            Assert.That(Explain(without, node).Winner?.Policy, Is.EqualTo(WinnerOf(without, node)));
        }
    }

    [Property]
    public void The_selector_of_the_winner_is_what_selects_the_proxy(ReportCase given)
    {
        foreach (var (node, explanation) in All(given.Before).Where(one => one.Explanation.Winner is not null))
        {
            var (mesh, winner) = (given.Before.Meshes[node.Mesh], explanation.Winner!);
            var policy = mesh.Policies[winner.Policy];
            var index = winner.Selector["selectors[".Length] - '0';
            var alone = policy with { Selectors = [policy.Selectors[index]] };
            Assert.That(PolicyMatcher.Selects(alone, Proxy.Of(mesh.Dataplanes[node.Dataplane])));
        }
    }

    [Property]
    public void Every_other_policy_lost_and_those_that_select_win_where_the_others_are_gone(ReportCase given)
    {
        foreach (var (node, explanation) in All(given.Before))
        {
            var mesh = given.Before.Meshes[node.Mesh];
            Assert.That(
                explanation.Lost.Select(lost => lost.Policy),
                Is.EqualTo(mesh.Policies.Keys.Where(name => name != explanation.Winner?.Policy).Order(StringComparer.Ordinal)));
            foreach (var lost in explanation.Lost)
            {
                var alone = Without(given.Before, [.. mesh.Policies.Keys.Where(name => name != lost.Policy)]);
                Assert.That(
                    Explain(alone, node).Winner?.Policy == lost.Policy,
                    Is.Not.EqualTo(lost.Because.StartsWith("selects no tag set", StringComparison.Ordinal)),
                    lost.Because);
            }
        }
    }

    [Property]
    public void A_policy_that_lacks_tags_selects_the_proxy_once_it_has_them(ReportCase given)
    {
        foreach (var (node, explanation) in All(given.Before))
        {
            var mesh = given.Before.Meshes[node.Mesh];
            var dataplane = mesh.Dataplanes[node.Dataplane];
            foreach (var lost in explanation.Lost)
            {
                if (lost.Because.LastIndexOf(" lacks ", StringComparison.Ordinal) is not (>= 0 and var at)) continue;
                var lacking = Reported.Tags(lost.Because[(at + " lacks ".Length)..].Replace(", ", " ", StringComparison.Ordinal));
                var sets = Proxy.Of(dataplane).TagSets.Select(tags => TagSet.Of([.. tags, .. lacking])).ToImmutableArray();
                var proxy = new Proxy(node.Mesh, node.Dataplane, sets, dataplane);
                Assert.That(PolicyMatcher.Selects(mesh.Policies[lost.Policy], proxy), lost.Because);
            }
        }
    }

    [Property]
    public void The_named_field_of_the_Mesh_holds_the_backend_and_its_sampling(ReportCase given)
    {
        foreach (var (node, explanation) in All(given.Before).Where(one => one.Explanation.Backend is not null))
        {
            var mesh = given.Before.Meshes[node.Mesh].Mesh!;
            var index = explanation.Backend!.From.Field["tracing.backends[".Length] - '0';
            var backend = mesh.Backends[index];
            var without = Reported.Mesh(mesh.DefaultBackend, [.. mesh.Backends.RemoveAt(index)]);
            var sampled = Reported.Mesh(mesh.DefaultBackend, [.. mesh.Backends.SetItem(index, backend with { Sampling = 77 })]);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Explain(With(given.Before, without), node).Backend, Is.Null);
                Assert.That(Explain(With(given.Before, sampled), node).Sampling.Percent, Is.EqualTo(77));
                Assert.That(explanation.Sampling.From!.Field, Is.EqualTo($"tracing.backends[{index}].sampling"));
                Assert.That(explanation.Sampling.Percent, Is.EqualTo(Math.Round(backend.Sampling ?? 100, 2)));
            }
        }
    }

    [Property]
    public void An_untraced_listener_is_traced_once_every_cause_that_it_names_is_gone_and_not_before(ReportCase given)
    {
        foreach (var (node, explanation) in All(given.Before))
        {
            foreach (var listener in explanation.Listeners.Where(listener => !listener.Traced))
            {
                var causes = listener.Because.Split("; ");
                for (var gone = 0; gone <= causes.Length; gone++)
                {
                    var store = causes[..gone].Aggregate(given.Before, (store, cause) => Remedies.Apply(store, node, listener.Name, cause));
                    var traced = Explain(store, node).Listeners.Single(other => Remedies.IsSame(other.Name, listener.Name)).Traced;
                    Assert.That(traced, Is.EqualTo(gone == causes.Length), $"{listener.Because}: {gone} gone");
                }
            }
        }
    }

    private static IEnumerable<(NodeName Node, ProxyExplanation Explanation)> All(StoreSnapshot store) =>
        from mesh in store.Meshes.Values
        from name in mesh.Dataplanes.Keys
        let node = new NodeName(mesh.Name, name)
        select (node, Explain(store, node));

    private static ProxyExplanation Explain(StoreSnapshot store, NodeName node) =>
        ProxyExplainer.Explain(store, node, ConnectedProxy.Assumed)!;

    private static string? WinnerOf(StoreSnapshot store, NodeName node)
    {
        var mesh = store.Meshes[node.Mesh];
        return PolicyMatcher.Winner(Proxy.Of(mesh.Dataplanes[node.Dataplane]), mesh.Policies.Values)?.Name;
    }

    private static StoreSnapshot With(StoreSnapshot store, params Resource[] puts) => store.With(Origin.File, ReportCase.Placed(puts), []);

    private static StoreSnapshot Without(StoreSnapshot store, params string[] policies) =>
        store.With(Origin.File, [], policies.Select(name => new ResourceKey(ResourceKind.TrafficTrace, "default", name)));

    private static bool IsTraced(PackedResource listener)
    {
        var config = listener.Unpack<Listener>().FilterChains[0].Filters[0].TypedConfig;
        return config.Is(HttpConnectionManager.Descriptor) && config.Unpack<HttpConnectionManager>().Tracing is not null;
    }
}
