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

    private TraceHeads(MeshSnapshot mesh) => (_mesh, _calls) = (mesh, CallGraph.Of(mesh));

    /// <summary>Those of the backends of which every proxy that has them gets the decision of others.</summary>
    /// <param name="mesh">With the proxies.</param>
    /// <param name="backends">Names of backends.</param>
    public static IReadOnlySet<string> BackendsWithout(MeshSnapshot mesh, HashSet<string> backends)
    {
        if (backends.Count == 0) return backends;
        var heads = new TraceHeads(mesh);
        // Mostly who begins traces is seen without the callers, and has the same backend as all.
        foreach (var head in heads._calls.Heads)
        {
            if (heads.BackendOf(head) is { } backend && backends.Remove(backend) && backends.Count == 0) return backends;
        }

        heads.RemoveByCalls(backends);
        return backends;
    }

    /// <summary>The service whose callers decide for the inbound; null when none do.</summary>
    internal static string? DecidedFor(Inbound inbound) => Traceable.Obstacle(inbound) is null ? inbound.Tags.ServiceName : null;

    private string? BackendOf(Dataplane dataplane) => Traceable.HasAny(_mesh, dataplane)
        ? BackendResolution.Resolve(PolicyMatcher.Winner(Proxy.Of(dataplane), _mesh.Policies.Values), _mesh.Mesh).Collector?.Name
        : null;

    private void RemoveByCalls(HashSet<string> backends)
    {
        var (traced, untraced) = ByBackend();
        var calledUntraced = _calls.Called.Where(service => Traceable.Obstacle(_mesh, service) is not null)
            .Concat(untraced.SelectMany(CallGraph.ServicesCalledBy)).ToHashSet(StringComparer.Ordinal);
        var decided = _calls.ReachedFrom(_calls.Heads.Concat(calledUntraced.SelectMany(service => _calls.Serving(service))));
        decided.ExceptWith(calledUntraced);
        backends.IntersectWith(traced.Select(one => one.Backend));
        foreach (var (dataplane, backend) in traced)
        {
            if (backends.Count == 0) break;
            if (backends.Contains(backend) && !NeverBegins(dataplane, decided)) backends.Remove(backend);
        }
    }

    private (List<(Dataplane Dataplane, string Backend)> Traced, List<Dataplane> WithoutBackend) ByBackend()
    {
        var winners = MeshMatches.Of(_mesh).Winners;
        var backends = _mesh.Policies.Values.ToFrozenDictionary(
            policy => policy.Name, policy => BackendResolution.Resolve(policy, _mesh.Mesh).Collector?.Name, StringComparer.Ordinal);
        var (traced, without) = (new List<(Dataplane, string)>(), new List<Dataplane>());
        foreach (var dataplane in _calls.Dataplanes)
        {
            if (winners[dataplane.Name] is not { } winner || backends[winner.Name] is not { } backend) without.Add(dataplane);
            else if (Traceable.HasAny(_mesh, dataplane)) traced.Add((dataplane, backend));
        }

        return (traced, without);
    }

    private static bool NeverBegins(Dataplane dataplane, HashSet<string> decided)
    {
        if (dataplane.Gateway is not null || dataplane.Inbounds.IsEmpty) return false;
        foreach (var inbound in dataplane.Inbounds) // without a closure, for it is asked of each Dataplane
        {
            if (DecidedFor(inbound) is not { } service || !decided.Contains(service)) return false;
        }

        return true;
    }
}
