using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// Which proxies may begin a trace, as far as Dataplanes tell: a gateway, one without inbounds, one with an inbound that is not HTTP or
/// that no outbound leads to, one that an untraced listener leads to. All others get the decision of their callers, whose requests carry
/// it. What comes from outside past every outbound, and what a workload does by itself, no Dataplane tells.
/// </summary>
internal sealed class TraceHeads
{
    private readonly MeshSnapshot _mesh;
    private readonly CallGraph _calls;
    private readonly List<(Dataplane Dataplane, string Backend)> _traced = [];
    private readonly HashSet<string> _calledUntraced = new(StringComparer.Ordinal);

    private TraceHeads(MeshSnapshot mesh) => (_mesh, _calls) = (mesh, CallGraph.Of(mesh));

    /// <summary>Those of the backends of which every proxy that has them gets the decision of others.</summary>
    /// <param name="mesh">With the proxies.</param>
    /// <param name="backends">Names of backends.</param>
    public static IReadOnlySet<string> BackendsWithout(MeshSnapshot mesh, HashSet<string> backends)
    {
        if (backends.Count == 0) return backends;
        var heads = new TraceHeads(mesh);
        // Mostly who begins traces is seen without the callers, and has the same backend as all.
        foreach (var head in heads._calls.Dataplanes.Where(heads.MayBegin))
        {
            if (heads.BackendOf(head) is { } backend && backends.Remove(backend) && backends.Count == 0) return backends;
        }

        foreach (var dataplane in heads._calls.Dataplanes) heads.LookAtCallsOf(dataplane);
        var reached = heads._calls.ReachedFrom(heads._calls.Dataplanes.Where(heads.MayBegin));
        backends.IntersectWith(heads._traced.Select(one => one.Backend));
        backends.ExceptWith(heads._traced.Where(one => !heads.NeverBegins(one.Dataplane, reached)).Select(one => one.Backend));
        return backends;
    }

    private string? BackendOf(Dataplane dataplane) => Traceable.HasAny(_mesh, dataplane) ? TracingOf(dataplane).Collector?.Name : null;

    private EffectiveTracing TracingOf(Dataplane dataplane) =>
        BackendResolution.Resolve(PolicyMatcher.Winner(Proxy.Of(dataplane), _mesh.Policies.Values), _mesh.Mesh);

    private void LookAtCallsOf(Dataplane dataplane)
    {
        var tracing = TracingOf(dataplane);
        if (tracing.Collector is { } collector && Traceable.HasAny(_mesh, dataplane)) _traced.Add((dataplane, collector.Name));
        foreach (var outbound in dataplane.Outbounds)
        {
            if (outbound.Tags.ServiceName is { } service && (tracing.Collector is null || Traceable.Obstacle(_mesh, outbound) is not null))
                _calledUntraced.Add(service);
        }
    }

    private bool MayBegin(Dataplane dataplane) =>
        dataplane.Gateway is not null || dataplane.Inbounds.IsEmpty || dataplane.Inbounds.Any(MayBegin);

    private bool MayBegin(Inbound inbound) =>
        Traceable.Obstacle(inbound) is not null
            || inbound.Tags.ServiceName is not { } service || !_calls.IsCalled(service) || _calledUntraced.Contains(service);

    private bool NeverBegins(Dataplane dataplane, HashSet<string> reached) =>
        !MayBegin(dataplane) && dataplane.Inbounds.All(inbound => reached.Contains(inbound.Tags.ServiceName!));
}
