using System.Collections.Frozen;
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

        heads.LookAtCalls();
        var reached = heads._calls.ReachedFrom(heads._calls.Dataplanes.Where(heads.MayBegin));
        backends.IntersectWith(heads._traced.Select(one => one.Backend));
        foreach (var (dataplane, backend) in heads._traced)
        {
            if (backends.Count == 0) break;
            if (!heads.NeverBegins(dataplane, reached)) backends.Remove(backend);
        }

        return backends;
    }

    private string? BackendOf(Dataplane dataplane) => Traceable.HasAny(_mesh, dataplane)
        ? BackendResolution.Resolve(PolicyMatcher.Winner(Proxy.Of(dataplane), _mesh.Policies.Values), _mesh.Mesh).Collector?.Name
        : null;

    private void LookAtCalls()
    {
        var winners = MeshMatches.Of(_mesh).Winners;
        var backends = _mesh.Policies.Values.ToFrozenDictionary(
            policy => policy.Name, policy => BackendResolution.Resolve(policy, _mesh.Mesh).Collector?.Name, StringComparer.Ordinal);
        foreach (var dataplane in _calls.Dataplanes)
            LookAtCallsOf(dataplane, winners[dataplane.Name] is { } winner ? backends[winner.Name] : null);
    }

    private void LookAtCallsOf(Dataplane dataplane, string? backend)
    {
        if (backend is not null && Traceable.HasAny(_mesh, dataplane)) _traced.Add((dataplane, backend));
        foreach (var outbound in dataplane.Outbounds)
        {
            if (outbound.Tags.ServiceName is { } service && (backend is null || Traceable.Obstacle(_mesh, outbound) is not null))
                _calledUntraced.Add(service);
        }
    }

    private bool MayBegin(Dataplane dataplane)
    {
        if (dataplane.Gateway is not null || dataplane.Inbounds.IsEmpty) return true;
        foreach (var inbound in dataplane.Inbounds) // as below without lambdas: asked of each Dataplane, more than once
        {
            if (MayBegin(inbound)) return true;
        }

        return false;
    }

    private bool MayBegin(Inbound inbound) =>
        Traceable.Obstacle(inbound) is not null
            || inbound.Tags.ServiceName is not { } service || !_calls.IsCalled(service) || _calledUntraced.Contains(service);

    private bool NeverBegins(Dataplane dataplane, HashSet<string> reached)
    {
        if (MayBegin(dataplane)) return false;
        foreach (var inbound in dataplane.Inbounds)
        {
            if (!reached.Contains(inbound.Tags.ServiceName!)) return false;
        }

        return true;
    }
}
