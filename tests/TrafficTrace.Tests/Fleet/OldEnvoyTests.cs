using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Translation.Explaining;
using TrafficTrace.Translation.Previews;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Fleet;

/// <summary>What is said of a policy that asks for more than the Envoy of a proxy can do. The proxy accepts what it can.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OldEnvoyTests
{
    private const string Asking = """
        type: Mesh
        name: default
        tracing:
          defaultBackend: otel
          backends: [{ name: otel, type: opentelemetry, conf: { endpoint: '127.0.0.1:4317' } }]
        ---
        type: TrafficTrace
        mesh: default
        name: all
        selectors: [{ match: { kuma.io/service: '*' } }]
        conf:
          trustClient: false
          tags: [{ name: env, literal: test }, { name: spoken, format: '%PROTOCOL%' }]
          spanName: { server: '%REQ(:METHOD)%' }
          rules:
          - match: { method: OPTIONS }
            off: true
          - match: { method: GET }
            tags: [{ name: length, format: '%BYTES_SENT%' }]
        """;

    private readonly FleetOnOneThread _fleet = FleetOnOneThread.Traced();

    [TestCase(36u, "False TooOld", "conf.trustClient conf.rules conf.rules conf.tags conf.spanName")]
    [TestCase(37u, "False TooOld", "conf.trustClient conf.rules")]
    [TestCase(40u, "True NewEnough", "")]
    [TestCase(null, "True NewEnough", "")]
    public void The_status_names_what_connected_proxies_are_too_old_for(uint? minor, string condition, string fields)
    {
        _fleet.Put(Asking);
        var stream = _fleet.Connect("web", minor: minor);
        _fleet.Serve();
        stream.Answer();
        var status = _fleet.StatusOf("all");
        var told = status.Conditions.Single(one => one.Type == "Envoys");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Proxies.Accepted, Is.EqualTo(1));
            Assert.That($"{told.Status} {told.Reason}", Is.EqualTo(condition));
            Assert.That(told.Message.Split("; ").Select(line => line.Split(':')[0]), Is.EqualTo(fields.Split(' ')));
            Assert.That(told.Message, fields.Length > 0 ? Does.EndWith("Connected and older: 1 (web)") : Is.Empty);
        }
    }

    [Test]
    public void Who_is_not_connected_is_too_old_for_nothing()
    {
        _fleet.Put(Asking);
        Assert.That(_fleet.StatusOf("all").Conditions.Single(one => one.Type == "Envoys").Status, Is.EqualTo("True"));
    }

    [Test]
    public void A_policy_that_every_Envoy_can_do_has_no_such_condition() =>
        Assert.That(_fleet.StatusOf("all").Conditions.Select(one => one.Type), Does.Not.Contain("Envoys"));

    [TestCase("1.36", "conf.trustClient conf.rules conf.rules conf.tags conf.spanName")]
    [TestCase("1.39", "conf.trustClient conf.rules")]
    [TestCase("1.40", "")]
    [TestCase(null, "")]
    public void An_explanation_says_what_a_proxy_goes_without(string? envoy, string fields)
    {
        _fleet.Put(Asking);
        var explanation = ProxyExplainer.Explain(_fleet.Store, new("default", "web"), Connected(envoy))!;
        Assert.That(string.Join(' ', explanation.Without.Select(lack => lack.Field)), Is.EqualTo(fields));
    }

    [Test]
    public void A_write_is_told_what_asks_for_a_new_Envoy()
    {
        _fleet.Put(Asking);
        var told = CrossChecks.Of(_fleet.Store).Where(remark => remark.Code == FindingCodes.NeedsNewEnvoy).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told, Has.Length.EqualTo(5));
            Assert.That(told[3].Field, Is.EqualTo("conf.tags"));
            Assert.That(told[3].Message, Is.EqualTo("a format in tag \"spoken\" asks for Envoy 1.37: an older one leaves the tag out"));
        }
    }

    // Zipkin's tracer follows a sampled parent in every release: TT1109 says that.
    [Test]
    public void With_Zipkin_formats_alone_ask_for_a_new_Envoy()
    {
        _fleet.Put(Asking.Replace(
            "type: opentelemetry, conf: { endpoint: '127.0.0.1:4317' }",
            "type: zipkin, conf: { url: 'http://127.0.0.1:9411/api/v2/spans' }",
            StringComparison.Ordinal));
        var told = CrossChecks.Of(_fleet.Store).Where(remark => remark.Code == FindingCodes.NeedsNewEnvoy);
        Assert.That(told.Select(remark => remark.Field), Is.EqualTo(["conf.rules", "conf.tags", "conf.spanName"]));
    }

    [TestCase("1.36", 0)]
    [TestCase("1.40", 1)]
    public void A_preview_drains_no_old_Envoy_for_a_format(string envoy, int drained)
    {
        _fleet.Put(Asking);
        var before = _fleet.Store;
        _fleet.Put(Asking.Replace("%PROTOCOL%", "%RESPONSE_CODE%", StringComparison.Ordinal));
        var connected = new Dictionary<string, ConnectedProxy> { ["default.web"] = Connected(envoy) };
        Assert.That(ChangePreview.Of("1", before, _fleet.Store, [], connected).Drains.Count, Is.EqualTo(drained));
    }

    private static ConnectedProxy Connected(string? envoy) => new(SamplingMode.Rtds)
    {
        Envoy = envoy?.Split('.') is [var major, var minor] ? new EnvoyVersion(uint.Parse(major), uint.Parse(minor)) : null,
    };
}
