using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// Who calls whom, as the Dataplanes of a mesh say it. Policies and backends change more often, so it is made once for as long as the
/// Dataplanes stay.
/// </summary>
internal sealed class CallGraph
{
    private static readonly ConditionalWeakTable<ImmutableDictionary<string, Dataplane>, CallGraph> Known = [];

    private readonly FrozenDictionary<string, ImmutableArray<Dataplane>> _serving;
    private readonly FrozenSet<string> _called;

    private CallGraph(ImmutableDictionary<string, Dataplane> dataplanes)
    {
        Dataplanes = [.. dataplanes.Values];
        _called = Dataplanes.SelectMany(ServicesCalledBy).ToFrozenSet(StringComparer.Ordinal);
        _serving = Dataplanes
            .SelectMany(dataplane => dataplane.Inbounds, (dataplane, inbound) => (Dataplane: dataplane, Service: inbound.Tags.ServiceName))
            .Where(pair => pair.Service is not null)
            .GroupBy(pair => pair.Service!, pair => pair.Dataplane, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>In no order.</summary>
    public ImmutableArray<Dataplane> Dataplanes { get; }

    public static CallGraph Of(MeshSnapshot mesh) => Known.GetValue(mesh.Dataplanes, static dataplanes => new CallGraph(dataplanes));

    /// <summary>An outbound of somebody leads there.</summary>
    public bool IsCalled(string service) => _called.Contains(service);

    /// <summary>All services that they lead to, by whatever way.</summary>
    public HashSet<string> ReachedFrom(IEnumerable<Dataplane> dataplanes)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<Dataplane>(dataplanes);
        while (next.TryDequeue(out var dataplane))
        {
            foreach (var service in ServicesCalledBy(dataplane))
            {
                if (!reached.Add(service)) continue;
                foreach (var instance in _serving.GetValueOrDefault(service, [])) next.Enqueue(instance);
            }
        }

        return reached;
    }

    private static IEnumerable<string> ServicesCalledBy(Dataplane dataplane) =>
        dataplane.Outbounds.Select(outbound => outbound.Tags.ServiceName).OfType<string>();
}
