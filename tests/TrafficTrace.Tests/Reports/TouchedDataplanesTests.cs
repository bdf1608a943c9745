using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Reports;

/// <summary>What a change costs is in proportion to what it touches.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class TouchedDataplanesTests
{
    private static readonly StoreSnapshot Thousand = StoreSnapshot.Empty.With(Origin.File, ReportCase.Placed(
    [
        Reported.Mesh("jaeger", Reported.Backend("jaeger"), Reported.Backend("other"), Reported.Backend("dd")),
        Reported.Policy("all", null, "kuma.io/service=*"),
        Reported.Policy("some", "other", "kuma.io/service=s7", "kuma.io/service=s8"),
        .. Enumerable.Range(0, 1000).Select(index => Reported.Serving(
            $"p{index}", $"10.0.{index / 250}.{index % 250 + 1}", $"kuma.io/service=s{index % 100} kuma.io/protocol=http",
            $"s{(index + 1) % 100}")),
    ]), []);

    [Test]
    public void A_policy_touches_those_that_it_selects_and_those_that_it_selected() =>
        Assert.That(TouchedBy(Reported.Policy("some", "other", "kuma.io/service=s8", "kuma.io/service=s9")), Is.EqualTo(30));

    [Test]
    public void A_backend_touches_those_whose_policies_send_to_it() => Assert.That(
        TouchedBy(Reported.Mesh("jaeger", Reported.Backend("jaeger"), Reported.Backend("other", 10), Reported.Backend("dd"))),
        Is.EqualTo(20));

    [Test]
    public void A_backend_that_nobody_has_touches_nobody() =>
        Assert.That(TouchedBy(Reported.Mesh("jaeger", Reported.Backend("jaeger"), Reported.Backend("other"))), Is.Zero);

    [Test]
    public void A_Dataplane_touches_itself_and_its_callers() => Assert.That(
        TouchedBy(Reported.Serving("p5", "10.9.0.1", "kuma.io/service=s5 kuma.io/protocol=http", "s6")), Is.EqualTo(1 + 10));

    [Test]
    public void The_default_backend_touches_all() => Assert.That(
        TouchedBy(Reported.Mesh("dd", Reported.Backend("jaeger"), Reported.Backend("other"), Reported.Backend("dd"))), Is.EqualTo(1000));

    [Test]
    public void A_change_of_sampling_can_lose_nobody_his_tracing()
    {
        var put = Reported.Mesh("jaeger", Reported.Backend("jaeger", 10), Reported.Backend("other", 10), Reported.Backend("dd"));
        var after = Thousand.With(Origin.File, ReportCase.Placed([put]), []);
        var change = StoreChange.Between(Thousand, after).Meshes["default"];
        Assert.That(TouchedDataplanes.LosingBy(change, Thousand.Meshes["default"], after.Meshes["default"]), Is.Empty);
    }

    [Test]
    public void An_override_touches_all_in_ordinal_order_and_can_lose_nobody_his_tracing()
    {
        var put = new TracingOverride("default", "quiet", "{}") { Reason = "an outage" };
        var after = Thousand.With(Origin.Api, ReportCase.Placed([put]), []);
        var change = StoreChange.Between(Thousand, after).Meshes["default"];
        var touched = TouchedDataplanes.By(change, Thousand.Meshes["default"], after.Meshes["default"]).Select(one => one.Name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(touched, Is.EqualTo(after.Meshes["default"].Dataplanes.Keys.Order(StringComparer.Ordinal)));
            Assert.That(TouchedDataplanes.LosingBy(change, Thousand.Meshes["default"], after.Meshes["default"]), Is.Empty);
        }
    }

    private static int TouchedBy(Resource put)
    {
        var after = Thousand.With(Origin.File, ReportCase.Placed([put]), []);
        var change = StoreChange.Between(Thousand, after).Meshes["default"];
        return TouchedDataplanes.By(change, Thousand.Meshes["default"], after.Meshes["default"]).Count;
    }
}
