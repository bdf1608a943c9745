using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using static TrafficTrace.Tests.Matching.Matched;

namespace TrafficTrace.Tests.Matching;

public sealed class BackendResolutionTests
{
    private static readonly TracingBackend Jaeger = new(new DatadogCollector("jaeger", "agent", 8126), null);
    private static readonly TracingBackend Other = new(new DatadogCollector("other", "agent", 8126), 10);

    [TestCase("jaeger", "other", "jaeger", "traced: TrafficTrace p sends to backend \"jaeger\"")]
    [TestCase("jaeger", null, "jaeger", "traced: TrafficTrace p sends to backend \"jaeger\"")]
    [TestCase(null, "other", "other", "traced: TrafficTrace p sends to the mesh's default backend \"other\"")]
    [TestCase(
        null,
        null,
        null,
        "untraced: TrafficTrace p selects this proxy, but it names no backend and Mesh default has no tracing.defaultBackend")]
    [TestCase("gone", "other", null, "untraced: TrafficTrace p selects this proxy, but Mesh default has no tracing backend \"gone\"")]
    [TestCase("Jaeger", null, null, "untraced: TrafficTrace p selects this proxy, but Mesh default has no tracing backend \"Jaeger\"")]
    public void The_policys_backend_is_looked_up_in_the_mesh(string? named, string? byDefault, string? expected, string reason)
    {
        var policy = Policy("p", "a=1") with { Backend = named };
        var tracing = BackendResolution.Resolve(
            policy, new Mesh("default", "{}") { Backends = [Jaeger, Other], DefaultBackend = byDefault });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tracing.Policy, Is.SameAs(policy));
            Assert.That(tracing.Collector?.Name, Is.EqualTo(expected));
            Assert.That(tracing.Reason, Is.EqualTo(reason));
        }
    }

    [Test]
    public void One_backend_alone_is_no_default() =>
        Assert.That(BackendResolution.Resolve(Policy("p", "a=1"), new Mesh("default", "{}") { Backends = [Jaeger] }).Collector, Is.Null);

    [Test]
    public void Without_a_policy_nothing_is_traced()
    {
        var tracing = BackendResolution.Resolve(null, new Mesh("default", "{}") { Backends = [Jaeger], DefaultBackend = "jaeger" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tracing.Collector, Is.Null);
            Assert.That(tracing.Reason, Is.EqualTo("untraced: no TrafficTrace selects this proxy"));
        }
    }

    [Test]
    public void Without_a_mesh_there_is_no_backend()
    {
        var tracing = BackendResolution.Resolve(Policy("p", "a=1") with { Backend = "jaeger" }, null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tracing.Collector, Is.Null);
            Assert.That(
                tracing.Reason, Is.EqualTo("untraced: TrafficTrace p selects this proxy, but there is no Mesh default to hold a backend"));
        }
    }
}
