using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Reports.Explanations;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.Translation;
using TrafficTrace.Translation.Explaining;
using TrafficTrace.Translation.Previews;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Reports;

/// <summary>What is told of external backends and of overlay proxies: findings, explanations, previews.</summary>
internal sealed class OverlayReportTests
{
    private static readonly Proxy Checkout =
        new("default", "checkout-1", [TagSet.Of(("kuma.io/service", "checkout"))], null) { Dialect = "plain" };

    private static readonly ConnectedProxy Newest = new(SamplingMode.Rtds) { Envoy = new(1, 40), Overlay = Checkout };

    [TestCase("backend: theirs", "")]
    [TestCase("backend: theirs, sampling: { overall: 0 }", "")]
    [TestCase("backend: theirs, sampling: { overall: 100 }", "")]
    [TestCase("backend: theirs, sampling: { random: 5 }", "TT1112 conf.sampling.random")]
    [TestCase("backend: theirs, sampling: { overall: 50 }", "TT1113 conf.sampling.overall")]
    [TestCase("backend: half", "TT1113 conf.backend")]
    [TestCase("backend: theirs, sampling: { overall: 50 }, allowBreakingTraces: true", "TT1113 conf.sampling.overall")]
    [TestCase("backend: theirs, verbose: true, sampling: { client: 1 }", "TT1114 conf.sampling.client")]
    [TestCase("backend: zipkin, sampling: { random: 5, overall: 50 }", "")]
    public void A_policy_of_an_external_backend_is_told_what_its_numbers_do(string conf, string findings) =>
        Assert.That(Findings(Store(conf)), Is.EqualTo(findings));

    [Test]
    public void A_Dataplane_that_an_external_backend_leaves_untraced_is_named()
    {
        var store = Store("backend: theirs", """
            ---
            type: Dataplane
            mesh: default
            name: checkout-9
            networking:
              address: 127.0.0.1
              inbound: [{ port: 8080, servicePort: 18080, tags: { kuma.io/service: checkout, kuma.io/protocol: http } }]
            """);
        var told = CrossChecks.Of(store).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{told.Code} {told.Field}", Is.EqualTo("TT1115 conf.backend"));
            Assert.That(told.Message, Does.Contain("not traced: checkout-9."));
            var explained = ProxyExplainer.Explain(store, new("default", "checkout-9"), ConnectedProxy.Assumed)!;
            Assert.That(explained.Backend, Is.Null);
            Assert.That(explained.Listeners.Single().Because, Does.Contain("backend \"theirs\" is external"));
        }
    }

    [TestCase("backend: theirs", null, null, "sends no number, so its own control plane's numbers hold; backend \"theirs\" is external")]
    [TestCase("backend: theirs, sampling: { overall: 0 }", 0.0, null, "traces nothing")]
    [TestCase("backend: theirs, sampling: { random: 5 }", null, 5.0, "samples 5 % of requests without a parent")]
    [TestCase("backend: theirs, sampling: { overall: 50, random: 5 }", null, 5.0, "its cap of 50 % is not sent")]
    [TestCase("backend: zipkin", null, null, "and not to backend \"zipkin\"")]
    [TestCase("backend: missing", null, null, "its backend is not there")]
    public void An_explanation_says_what_is_sent_and_why(string conf, double? overall, double? random, string because)
    {
        var explained = OverlayExplainer.Explain(Store(conf), Checkout, Newest);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(explained.Winner?.Policy, Is.EqualTo("all"));
            Assert.That(explained.Sampling.Via, Is.EqualTo(SamplingVia.Overlay));
            Assert.That(explained.Overlay!.Overall?.Percent, Is.EqualTo(overall));
            Assert.That(explained.Overlay.Random?.Percent, Is.EqualTo(random));
            Assert.That(explained.Overlay.Because, Does.Contain(because));
        }
    }

    [Test]
    public void An_explanation_names_the_field_of_each_number()
    {
        var overlay = OverlayExplainer.Explain(
            Store("backend: half, allowBreakingTraces: true, sampling: { random: 5 }"), Checkout, Newest).Overlay!;
        Assert.That(
            $"{overlay.Overall!.From.Field} {overlay.Random!.From.Field}", Is.EqualTo("tracing.backends[1].sampling conf.sampling.random"));
    }

    [Test]
    public void A_preview_names_the_overlay_proxies_that_are_steered_otherwise_and_drains_nothing()
    {
        var preview = Previewed("backend: theirs", "backend: theirs, sampling: { random: 5 }");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(preview.Proxies.Change.Names, Is.EqualTo(["checkout-1"]));
            Assert.That(preview.Token, Is.EqualTo("change"));
            Assert.That(preview.Drains.Count, Is.Zero);
            Assert.That(preview.Changes.Single().Resources.Single().Diff, Does.Contain("tracing.random_sampling"));
        }
    }

    [Test]
    public void A_preview_names_none_whose_Envoy_is_sent_nothing_else() =>
        Assert.That(
            Previewed("backend: theirs", "backend: theirs, sampling: { overall: 50 }").Proxies,
            Has.Property("Unchanged").EqualTo(1).And.Property("Change").Property("Count").Zero);

    [TestCase("team: blue", 0)]
    [TestCase("kuma.io/service: checkout", 1)]
    [TestCase("kuma.io/service: '*'", 1)]
    public void A_change_of_one_policy_concerns_those_that_it_selects(string match, int changed)
    {
        var store = Store("backend: theirs");
        var more = store.With(Origin.File, PlacedResource.Nowhere(Documents.Read($$"""
            type: TrafficTrace
            mesh: default
            name: aaa
            selectors: [{ match: { {{match}} } }]
            conf: { backend: theirs, sampling: { random: 5 } }
            """).Resources), []);
        Assert.That(OverlayChanges.Between(store, more, [Checkout]).Count(), Is.EqualTo(changed));
    }

    private static Core.Reports.Previews.Preview Previewed(string before, string after) => ChangePreview.Of(
        "1", Store(before), Store(after), [], ImmutableDictionary<string, ConnectedProxy>.Empty.Add("checkout-1", Newest));

    private static string Findings(StoreSnapshot store) =>
        string.Join(' ', CrossChecks.Of(store).Select(remark => $"{remark.Code} {remark.Field}"));

    private static StoreSnapshot Store(string conf, string more = "") => Documents.Store(Documents.Read($$"""
        type: Mesh
        name: default
        tracing:
          backends:
          - { name: theirs, type: external }
          - { name: half, type: external, sampling: 50 }
          - { name: zipkin, type: zipkin, conf: { url: 'http://127.0.0.1:9411/api/v2/spans' } }
        ---
        type: TrafficTrace
        mesh: default
        name: all
        selectors: [{ match: { kuma.io/service: '*' } }]
        conf: { {{conf}} }
        {{more}}
        """).Resources);
}
