using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Reports;

/// <summary>Findings on how the documents of a mesh fit together, by their codes.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class FindingTests
{
    private const string Web = "kuma.io/service=web kuma.io/protocol=http";
    private const string Api = "kuma.io/service=api kuma.io/protocol=http";
    private const string Stock = "kuma.io/service=stock kuma.io/protocol=http";

    private static readonly Resource[] Callers =
    [
        Reported.Serving("web-1", "10.0.0.1", Web, "api"),
        Reported.Serving("api-1", "10.0.0.2", Api, "stock"),
        Reported.Serving("stock-1", "10.0.0.3", Stock),
    ];

    [Test]
    public void A_policy_that_others_outrank_on_every_proxy_never_wins()
    {
        Resource[] policies =
        [
            Reported.Policy("all", "jaeger", "kuma.io/service=*"), Reported.Policy("web", "jaeger", "kuma.io/service=web"),
        ];
        var mesh = Reported.Mesh("jaeger", Reported.Backend("jaeger"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Codes([mesh, .. policies, Callers[0]]), Does.Contain("TT1104 TrafficTrace default/all"));
            Assert.That(Codes([mesh, .. policies, .. Callers]), Has.None.StartWith("TT1104"));
        }
    }

    [TestCase(50.0, ExpectedResult = true)]
    [TestCase(100.0, ExpectedResult = false)]
    [TestCase(null, ExpectedResult = false)]
    public bool Sampling_of_a_Datadog_backend_lessens_nothing(double? sampling) =>
        Codes([Reported.Mesh("dd", Reported.Backend("dd", sampling))]).Contains("TT1107 Mesh default");

    [TestCase(50.0, null, ExpectedResult = true)]
    [TestCase(null, 0.5, ExpectedResult = true)]
    [TestCase(100.0, null, ExpectedResult = false)]
    [TestCase(null, null, ExpectedResult = false)]
    public bool Nor_does_that_of_a_policy(double? overall, double? random)
    {
        var policy = Reported.Policy("all", "dd", "kuma.io/service=*") with { Conf = new() { Sampling = new(overall, random, null) } };
        return Codes([Reported.Mesh(null, Reported.Backend("dd")), policy]).Contains("TT1107 TrafficTrace default/all");
    }

    [Test]
    public void Nor_does_that_of_a_rule()
    {
        var get = new RequestMatch(null, "GET", []);
        TracingRule[] rules = [new(get) { Off = true }, new(get) { Sampling = new(null, 1, null) }];
        var policy = Reported.Policy("all", "dd", "kuma.io/service=*") with { Conf = new() { Rules = [.. rules] } };
        var mesh = Store([Reported.Mesh(null, Reported.Backend("dd")), policy]).Meshes["default"];
        var found = CrossChecks.Of(mesh, policy).Where(remark => remark.Code == FindingCodes.DatadogSampling);
        Assert.That(found.Select(remark => remark.Field), Is.EqualTo(["conf.rules[1].sampling"]));
    }

    [TestCase("jaeger", false, ExpectedResult = true)]
    [TestCase("dd", false, ExpectedResult = true)]
    [TestCase("otel", false, ExpectedResult = false)]
    [TestCase("none", false, ExpectedResult = false)]
    [TestCase("jaeger", true, ExpectedResult = false)]
    public bool Parents_of_strangers_are_followed_by_the_tracers_of_Zipkin_and_Datadog(string backend, bool trustClient)
    {
        var otel = new TracingBackend(new OpenTelemetryCollector("otel", "10.9.9.9", 4317, OtlpProtocol.Grpc), null);
        var policy = Reported.Policy("edge", backend, "kuma.io/service=*") with { Conf = new() { TrustClient = trustClient } };
        var mesh = Reported.Mesh(null, Reported.Backend("jaeger"), Reported.Backend("dd"), otel);
        return Codes([mesh, policy]).Contains("TT1109 TrafficTrace default/edge");
    }

    [TestCase("otel", ExpectedResult = true)]
    [TestCase("jaeger", ExpectedResult = false)]
    public bool Ids_of_another_form_are_told_of_where_spans_go_to_OpenTelemetry(string backend)
    {
        var otel = new TracingBackend(new OpenTelemetryCollector("otel", "10.9.9.9", 4317, OtlpProtocol.Grpc), null);
        return Codes([Reported.Mesh(null, backend == "otel" ? otel : Reported.Backend(backend))]).Contains("TT1116 Mesh default");
    }

    [Test]
    public void A_sampling_decides_nothing_where_every_proxy_that_has_it_is_called_by_traced_others()
    {
        Resource[] documents =
        [
            Reported.Mesh("jaeger", Reported.Backend("jaeger"), Reported.Backend("other", 10)),
            Reported.Policy("all", "other", "kuma.io/service=*"),
            Reported.Policy("web", "jaeger", "kuma.io/service=web"),
            .. Callers,
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Codes(documents), Does.Contain("TT1108 Mesh default"));
            Assert.That(Codes([.. documents, Gateway]), Has.None.StartWith("TT1108"), "a gateway has it");
            Assert.That(Codes([.. documents, Uncalled]), Has.None.StartWith("TT1108"), "nobody calls one that has it");
            Assert.That(Codes([.. documents.Where(one => one.Name != "web")]), Has.None.StartWith("TT1108"), "those that begin have it");
            Assert.That(
                Codes([.. documents.Select(one => one is Mesh ? WithoutJaeger : one)]), Has.None.StartWith("TT1108"),
                "who calls them is untraced");
            Assert.That(Codes([.. documents.Except([Callers[0]]), Circle]), Has.None.StartWith("TT1108"), "nobody outside leads to them");
        }
    }

    [Test]
    public void A_deleted_policy_says_whom_it_leaves_untraced_and_where_it_stood()
    {
        var all = Reported.Policy("all", "jaeger", "kuma.io/service=*");
        var before = Store([Reported.Mesh("jaeger", Reported.Backend("jaeger")), all, .. Callers]);
        var after = before.With(Origin.File, [], [all.Key, Callers[2].Key]);
        var lost = Advice.OfWrite(before, after, []).Single(advice => advice.Code == "TT1202");
        Assert.That(
            lost,
            Is.EqualTo(new Advice(
                "TT1202",
                Core.Validation.Severity.Warning,
                "is gone, which leaves 2 proxies untraced: api-1, web-1. Bring it back, or select them by another TrafficTrace",
                "",
                "TrafficTrace default/all",
                "case.yaml:2")));
    }

    [Test]
    public void What_was_written_and_what_it_breaks_elsewhere_is_told_and_nothing_else()
    {
        var before = Store(
        [
            Reported.Mesh("jaeger", Reported.Backend("jaeger")),
            Reported.Policy("all", "jaeger", "kuma.io/service=*"),
            Reported.Policy("nobody", "jaeger", "kuma.io/service=nobody"),
            .. Callers,
        ]);
        var put = Reported.Mesh(null, Reported.Backend("dd", 50));
        var after = before.With(Origin.File, ReportCase.Placed([put]), []);
        Assert.That(
            Advice.OfWrite(before, after, [put.Key]).Select(advice => $"{advice.Code} {advice.Resource}"),
            Is.EqualTo(
            [
                "TT1107 Mesh default", "TT1102 TrafficTrace default/all", "TT1102 TrafficTrace default/nobody", "TT1202 Mesh default",
            ]));
    }

    [Test]
    public void Of_very_many_the_first_hundred_are_told_and_what_is_lost_all_the_same()
    {
        var before = Store(
        [
            Reported.Mesh("jaeger", Reported.Backend("jaeger")),
            Reported.Policy("all", null, "kuma.io/service=*"),
            .. Enumerable.Range(0, 200).Select(index => Reported.Policy($"p{index:000}", null, $"kuma.io/service=none{index}")),
            .. Callers,
        ]);
        var put = Reported.Mesh(null, Reported.Backend("jaeger"));
        var after = before.With(Origin.File, ReportCase.Placed([put]), []);
        var codes = Advice.OfWrite(before, after, [put.Key]).Select(advice => advice.Code).ToArray();
        Assert.That(codes, Has.Length.EqualTo(101));
        Assert.That(codes[^1], Is.EqualTo("TT1202"));
    }

    private static readonly Mesh WithoutJaeger = Reported.Mesh("other", Reported.Backend("other", 10), Reported.Backend("dd"));

    private static Dataplane Gateway => Reported.Dataplane("g", "10.0.0.9", Reported.Tags("kuma.io/service=gateway"), [], "api");

    private static Dataplane Uncalled => Reported.Serving("u", "10.0.0.9", "kuma.io/service=uncalled kuma.io/protocol=http");

    private static Dataplane Circle => Reported.Serving("stock-2", "10.0.0.9", Stock, "api");

    private static IEnumerable<string> Codes(Resource[] resources)
    {
        var mesh = Store(resources).Meshes["default"];
        return [.. resources.SelectMany(resource => CrossChecks.Of(mesh, resource)).Select(remark => $"{remark.Code} {remark.Key}")];
    }

    private static StoreSnapshot Store(Resource[] resources) => StoreSnapshot.Empty.With(Origin.File, ReportCase.Placed(resources), []);
}
