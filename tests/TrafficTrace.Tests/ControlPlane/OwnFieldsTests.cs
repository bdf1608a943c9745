using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Tests.Wire;

namespace TrafficTrace.Tests.ControlPlane;

/// <summary>What is lost where a client writes a document back without what it does not know.</summary>
public sealed class OwnFieldsTests
{
    private const string Conf = "sampling: {random: 1}, trustClient: false, rules: [{match: {method: GET}, off: true}], healthChecks: off, "
        + "tags: [{name: a, literal: b}], maxPathTagLength: 9, verbose: true, spanName: {server: x}, spawnUpstreamSpan: true, "
        + "meshTags: true, allowBreakingTraces: true";

    [Test]
    public void Each_field_of_a_policy_that_is_ours_is_missed() =>
        Assert.That(
            OwnFields.Lost(Policy($"backend: a, {Conf}"), Policy("")),
            Is.EquivalentTo(TracingConfReader.Known.Select(field => $"conf.{field.Name}").Where(path => path != "conf.backend")));

    [Test]
    public void What_stays_or_was_never_there_is_not_missed()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(OwnFields.Lost(Policy(Conf), Policy(Conf.Replace("random: 1", "random: 2", StringComparison.Ordinal))), Is.Empty);
            Assert.That(OwnFields.Lost(Policy("backend: a"), Policy("")), Is.Empty);
            Assert.That(OwnFields.Lost(null, Policy("")), Is.Empty);
        }
    }

    [TestCase("{name: z, type: zipkin, conf: {url: 'https://z:1/x', tls: {verify: false}, propagation: b3-w3c}}",
        "{name: z, type: zipkin, conf: {url: 'https://z:1/x'}}", "propagation tls")]
    [TestCase("{name: z, type: zipkin, conf: {url: 'https://z:1/x', tls: {verify: false}}}",
        "{name: other, type: zipkin, conf: {url: 'https://z:1/x'}}", "")]
    [TestCase("{name: o, type: opentelemetry, conf: {endpoint: c, serviceName: s, headers: [{name: a, value: b}]}}",
        "{name: o, type: opentelemetry, conf: {endpoint: c}}", "headers serviceName")]
    [TestCase("{name: o, type: opentelemetry, conf: {endpoint: c, serviceName: s}}",
        "{name: o, type: zipkin, conf: {url: 'http://z:1/x'}}", "")]
    [TestCase("{name: d, type: datadog, conf: {address: a, port: 1, splitService: true}}",
        "{name: d, type: datadog, conf: {address: a, port: 1}}", "")]
    [TestCase("{name: x, type: external, sampling: 5}", "{name: x, type: external}", "")]
    public void A_field_of_a_backend_that_is_ours_is_missed(string before, string after, string lost) =>
        Assert.That(
            OwnFields.Lost(Mesh(before), Mesh(after)),
            Is.EqualTo(lost.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(field => $"tracing.backends[0].conf.{field}")));

    private static Resource Policy(string conf) =>
        Read($"{{type: TrafficTrace, mesh: m, name: t, selectors: [{{match: {{a: b}}}}], conf: {{{conf}}}}}");

    private static Resource Mesh(string backend) => Read($"{{type: Mesh, name: m, tracing: {{backends: [{backend}]}}}}");

    private static Resource Read(string text) => Reads.Text(text).Resources.Single();
}
