using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// Who calls whom, as the Dataplanes of a mesh say it. Policies and backends change more often, so each part is made once for as long as
/// the Dataplanes stay, when somebody asks.
/// </summary>
internal sealed class CallGraph
{
    private static readonly ConditionalWeakTable<ImmutableDictionary<string, Dataplane>, CallGraph> Known = [];

    private readonly Lazy<FrozenDictionary<string, ImmutableArray<Dataplane>>> _serving;
    private readonly Lazy<FrozenSet<string>> _called;
    private readonly Lazy<ImmutableArray<Dataplane>> _heads;

    private CallGraph(ImmutableDictionary<string, Dataplane> dataplanes)
    {
        Dataplanes = [.. dataplanes.Values];
        _called = new(() => Dataplanes.SelectMany(ServicesCalledBy).ToFrozenSet(StringComparer.Ordinal));
        _heads = new(() => [.. Dataplanes.Where(IsHead)]);
        _serving = new(() => Dataplanes
            .SelectMany(dataplane => dataplane.Inbounds, (dataplane, inbound) => (Dataplane: dataplane, Service: inbound.Tags.ServiceName))
            .Where(pair => pair.Service is not null)
            .GroupBy(pair => pair.Service!, pair => pair.Dataplane, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal));
    }

    /// <summary>In no order.</summary>
    public ImmutableArray<Dataplane> Dataplanes { get; }

    /// <summary>The services that an outbound of somebody leads to.</summary>
    public FrozenSet<string> Called => _called.Value;

    /// <summary>Those that may begin a trace, whatever is traced: see <see cref="TraceHeads"/>.</summary>
    public ImmutableArray<Dataplane> Heads => _heads.Value;

    public static CallGraph Of(MeshSnapshot mesh) => Known.GetValue(mesh.Dataplanes, static dataplanes => new CallGraph(dataplanes));

    /// <summary>Once an outbound.</summary>
    public static IEnumerable<string> ServicesCalledBy(Dataplane dataplane) =>
        dataplane.Outbounds.Select(outbound => outbound.Tags.ServiceName).OfType<string>();

    /// <summary>Its instances.</summary>
    public ImmutableArray<Dataplane> Serving(string service) => _serving.Value.GetValueOrDefault(service, []);

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
                foreach (var instance in Serving(service)) next.Enqueue(instance);
            }
        }

        return reached;
    }

    private bool IsHead(Dataplane dataplane) => dataplane.Gateway is not null || dataplane.Inbounds.IsEmpty
        || dataplane.Inbounds.Any(inbound => TraceHeads.DecidedFor(inbound) is not { } service || !Called.Contains(service));
}
