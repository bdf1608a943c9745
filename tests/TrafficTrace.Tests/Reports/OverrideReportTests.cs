using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Tests.Fleet;
using TrafficTrace.Tests.Translation;
using TrafficTrace.Translation.Explaining;
using TrafficTrace.Translation.Previews;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Reports;

/// <summary>What is said of a proxy whose tracing an override switches off, and that has no runtime layer to do it.</summary>
internal sealed class OverrideReportTests
{
    private static readonly NodeName Web = new("default", "web");

    private readonly StoreSnapshot _before = FleetOnOneThread.Traced().Store;

    [TestCase(SamplingMode.Listener, false)]
    [TestCase(SamplingMode.Rtds, true)]
    public void A_listener_is_called_traced_when_it_has_a_tracer(SamplingMode mode, bool isTraced)
    {
        var listener = ProxyExplainer.Explain(Off(), Web, new ConnectedProxy(mode))!.Listeners.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(listener.Traced, Is.EqualTo(isTraced));
            Assert.That(listener.Because, Does.EndWith("TracingOverride quiet switches it off until 2030-01-01T00:00:00Z: an outage"));
        }
    }

    [Test]
    public void A_preview_names_the_override_as_the_cause_of_the_drain()
    {
        var connected = ImmutableDictionary<string, ConnectedProxy>.Empty.Add(Web.ToString(), new(SamplingMode.Listener));
        var preview = ChangePreview.Of("a1-7", _before, Off(), [], connected);
        var drain = preview.Findings.Single(one => one.Code == FindingCodes.Drains.Id);
        Assert.That(drain.Resource, Is.EqualTo("TracingOverride default/quiet"));
    }

    [TestCase(SamplingMode.Rtds, 0, "off", TestName = "Off counts where it drains nothing")]
    [TestCase(SamplingMode.Listener, 7, "sampling", TestName = "Where off may not drain, the strongest counts that may")]
    public void Of_several_overrides_those_that_may_not_drain_count_where_nothing_drains(SamplingMode mode, double percent, string field)
    {
        var store = With(_before, "softly", "off: true, drain: false");
        store = With(With(store, "more", "sampling: 9"), "less", "sampling: 7");
        var explained = ProxyExplainer.Explain(store, Web, new ConnectedProxy(mode))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(explained.Sampling.Percent, Is.EqualTo(percent));
            Assert.That(explained.Sampling.From!.Field, Is.EqualTo(field));
            Assert.That(explained.Listeners.Single().Traced, Is.True);
        }
    }

    [Test]
    public void A_listener_that_an_override_may_not_touch_is_not_said_to_be_switched_off()
    {
        var store = With(_before, "softly", "off: true, drain: false");
        var explained = ProxyExplainer.Explain(store, Web, new ConnectedProxy(SamplingMode.Listener))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(explained.Listeners.Single().Because, Does.Not.Contain("softly"));
            Assert.That(explained.Sampling.From!.Field, Does.StartWith("tracing.backends["));
        }
    }

    private StoreSnapshot Off() => With(_before, "quiet", "off: true");

    private static StoreSnapshot With(StoreSnapshot store, string name, string says) => store.With(
        Origin.Api,
        Read($"{{type: TracingOverride, mesh: default, name: {name}, {says}, until: '2030-01-01T00:00:00Z', reason: an outage}}"),
        []);

    private static ImmutableArray<PlacedResource> Read(string yaml) =>
        PlacedResource.Nowhere(Documents.Read(yaml).Resources);
}
