using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.Reports;

namespace TrafficTrace.Tests.Matching;

[Parallelizable(ParallelScope.All)]
internal sealed class MeshMatchesTests
{
    private static readonly StoreSnapshot Given = StoreSnapshot.Empty.With(Origin.File, ReportCase.Placed(
    [
        Reported.Mesh("jaeger", Reported.Backend("jaeger"), Reported.Backend("other")),
        Reported.Policy("all", null, "kuma.io/service=*"),
        Reported.Policy("web", "other", "kuma.io/service=web"),
        Reported.Policy("nobody", "other", "kuma.io/service=api"),
        Reported.Policy("outranked", "other", "kuma.io/service=*"),
        Reported.Serving("web-1", "10.0.0.1", "kuma.io/service=web kuma.io/protocol=http"),
        Reported.Serving("orders-1", "10.0.0.2", "kuma.io/service=orders kuma.io/protocol=http"),
    ]), []);

    private static readonly MeshMatches Matches = MeshMatches.Of(Given.Meshes["default"]);

    [Test]
    public void Another_sampling_of_the_Mesh_matches_nobody_anew() =>
        Assert.That(After(Reported.Mesh("jaeger", Reported.Backend("jaeger", 10), Reported.Backend("other"))), Is.SameAs(Matches));

    [Test]
    public void Another_policy_or_Dataplane_is_matched_anew()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(After(Reported.Policy("web", null, "kuma.io/service=orders")).WonBy("web").Single().Name, Is.EqualTo("orders-1"));
            Assert.That(After(Reported.Serving("web-2", "10.0.0.3", "kuma.io/service=web")).WonBy("web"), Has.Length.EqualTo(2));
        }
    }

    [Test]
    public void A_policy_of_no_use_has_rivals_unless_it_selects_nobody()
    {
        var policies = Given.Meshes["default"].Policies;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Matches.RivalsOf(policies["all"]), Is.Null);
            Assert.That(Matches.RivalsOf(policies["outranked"]), Is.EqualTo(new[] { "all", "web" }));
            Assert.That(Matches.RivalsOf(policies["nobody"]), Is.Empty);
            Assert.That(Matches.SelectedBy("outranked"), Is.EqualTo(2));
        }
    }

    private static MeshMatches After(Resource put) =>
        MeshMatches.Of(Given.With(Origin.File, ReportCase.Placed([put]), []).Meshes["default"]);
}
