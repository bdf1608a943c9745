using Microsoft.Extensions.Logging.Testing;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Reconciliation;
using TrafficTrace.Tests.Translation;

namespace TrafficTrace.Tests.Fleet;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TracingReportTests
{
    private static readonly Mesh Mesh = new("default", "{}") { Backends = [Given.Jaeger] };
    private static readonly TrafficTracePolicy All = new("default", "all", "{}") { Backend = Given.Jaeger.Name };

    private readonly FakeLogger<TracingReport> _log = new();
    private readonly TracingReport _report;

    public TracingReportTests() => _report = new TracingReport(_log);

    [Test]
    public void Proxies_that_a_deleted_policy_leaves_untraced_are_told_together_with_the_reason()
    {
        var nodes = Nodes("default.web-2", "default.web-1");
        Serve(nodes, BackendResolution.Resolve(All, Mesh));
        Assert.That(Told(), Is.Empty);
        Serve(nodes, BackendResolution.Resolve(null, Mesh));
        Assert.That(
            Told(),
            Is.EqualTo(
            [
                "connected proxies that are traced no more: 2 (default.web-1, default.web-2): "
                + "untraced: no TrafficTrace selects this proxy; before: traced: TrafficTrace all sends to backend \"jaeger\"",
            ]));
    }

    [Test]
    public void So_are_those_of_a_Mesh_that_is_gone_and_when_they_are_traced_again()
    {
        var nodes = Nodes("default.web-1");
        Serve(nodes, BackendResolution.Resolve(All, Mesh));
        Serve(nodes, BackendResolution.Resolve(All, null));
        Serve(nodes, BackendResolution.Resolve(All, null));
        Serve(nodes, BackendResolution.Resolve(All, Mesh));
        Serve(nodes, BackendResolution.Resolve(All, Mesh));
        Assert.That(
            Told(),
            Is.EqualTo(
            [
                "connected proxies that are traced no more: 1 (default.web-1): untraced: TrafficTrace all selects this proxy, "
                + "but there is no Mesh default to hold "
                + "a backend; before: traced: TrafficTrace all sends to backend \"jaeger\"",
                "over: connected proxies that are traced again: 1 (default.web-1)",
            ]));
    }

    [Test]
    public void Of_many_the_first_are_named()
    {
        var nodes = Nodes([.. Enumerable.Range(10, 30).Select(number => $"default.web-{number}")]);
        Serve(nodes, BackendResolution.Resolve(All, Mesh));
        Serve(nodes, BackendResolution.Resolve(null, Mesh));
        Assert.That(Told().Single(), Does.Contain(": 30 (default.web-10, ").And.Contain("default.web-19, …)").And.Not.Contain("web-20"));
    }

    private static ConnectedNode[] Nodes(params string[] ids) => [.. ids.Select(id => new ConnectedNode(id))];

    private void Serve(ConnectedNode[] nodes, EffectiveTracing tracing)
    {
        foreach (var node in nodes) _report.Note(node, tracing);
        _report.Tell();
    }

    private string[] Told() => [.. _log.Collector.GetSnapshot().Select(line => line.Message)];
}
