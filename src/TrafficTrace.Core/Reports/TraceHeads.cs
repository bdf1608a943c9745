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
    private readonly Dictionary<string, EffectiveTracing> _tracing = new(StringComparer.Ordinal); // of the traced, by Dataplane
    private readonly HashSet<string> _called = new(StringComparer.Ordinal); // services that an outbound leads to
    private readonly HashSet<string> _calledUntraced = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reached = new(StringComparer.Ordinal); // services that a head leads to, by whatever way

    private TraceHeads(MeshSnapshot mesh)
    {
        _mesh = mesh;
        foreach (var dataplane in mesh.Dataplanes.Values) LookAtCallsOf(dataplane);
        Follow(mesh.Dataplanes.Values.Where(MayBegin));
    }

    /// <summary>Names of the backends of which every proxy that has them gets the decision of others.</summary>
    public static IReadOnlySet<string> BackendsWithout(MeshSnapshot mesh)
    {
        var heads = new TraceHeads(mesh);
        return heads._tracing.GroupBy(one => one.Value.Collector!.Name, one => mesh.Dataplanes[one.Key], StringComparer.Ordinal)
            .Where(backend => backend.All(heads.NeverBegins)).Select(backend => backend.Key).ToHashSet(StringComparer.Ordinal);
    }

    private void LookAtCallsOf(Dataplane dataplane)
    {
        var tracing = BackendResolution.Resolve(PolicyMatcher.Winner(Proxy.Of(dataplane), _mesh.Policies.Values), _mesh.Mesh);
        if (tracing.Collector is not null && Traceable.HasAny(_mesh, dataplane)) _tracing.Add(dataplane.Name, tracing);
        foreach (var outbound in dataplane.Outbounds)
        {
            if (outbound.Tags.ServiceName is not { } service) continue;
            _called.Add(service);
            if (tracing.Collector is null || Traceable.Obstacle(_mesh, outbound) is not null) _calledUntraced.Add(service);
        }
    }

    private bool MayBegin(Dataplane dataplane) =>
        dataplane.Gateway is not null || dataplane.Inbounds.IsEmpty || dataplane.Inbounds.Any(MayBegin);

    private bool MayBegin(Inbound inbound) =>
        Traceable.Obstacle(inbound) is not null
            || inbound.Tags.ServiceName is not { } service || !_called.Contains(service) || _calledUntraced.Contains(service);

    private bool NeverBegins(Dataplane dataplane) =>
        !MayBegin(dataplane) && dataplane.Inbounds.All(inbound => _reached.Contains(inbound.Tags.ServiceName!));

    private void Follow(IEnumerable<Dataplane> heads)
    {
        var serving = _mesh.Dataplanes.Values
            .SelectMany(dataplane => dataplane.Inbounds, (dataplane, inbound) => (dataplane, inbound.Tags.ServiceName))
            .ToLookup(pair => pair.ServiceName, pair => pair.dataplane, StringComparer.Ordinal);
        var next = new Queue<Dataplane>(heads);
        while (next.TryDequeue(out var dataplane))
        {
            foreach (var service in dataplane.Outbounds.Select(outbound => outbound.Tags.ServiceName).OfType<string>())
            {
                if (!_reached.Add(service)) continue;
                foreach (var instance in serving[service]) next.Enqueue(instance);
            }
        }
    }
}
