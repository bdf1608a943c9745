using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// Which policy each Dataplane of a mesh gets, and how many each policy selects. Made when somebody asks, once a revision of the mesh.
/// </summary>
public sealed class MeshMatches
{
    private static readonly ConditionalWeakTable<MeshSnapshot, MeshMatches> Known = [];

    private readonly FrozenDictionary<string, ImmutableArray<Dataplane>> _wonBy;
    private readonly FrozenDictionary<string, int> _selectedBy;

    private MeshMatches(MeshSnapshot mesh)
    {
        var proxies = mesh.Dataplanes.Values.OrderBy(dataplane => dataplane.Name, StringComparer.Ordinal).Select(Proxy.Of).ToArray();
        Winners = proxies.ToFrozenDictionary(
            proxy => proxy.Name, proxy => PolicyMatcher.Winner(proxy, mesh.Policies.Values), StringComparer.Ordinal);
        _wonBy = proxies.Where(proxy => Winners[proxy.Name] is not null)
            .GroupBy(proxy => Winners[proxy.Name]!.Name, proxy => proxy.Dataplane!, StringComparer.Ordinal)
            .ToFrozenDictionary(won => won.Key, won => won.ToImmutableArray(), StringComparer.Ordinal);
        _selectedBy = mesh.Policies.Values.ToFrozenDictionary(
            policy => policy.Name, policy => proxies.Count(proxy => PolicyMatcher.Selects(policy, proxy)), StringComparer.Ordinal);
    }

    /// <summary>By Dataplane; null where no policy selects it.</summary>
    public FrozenDictionary<string, TrafficTracePolicy?> Winners { get; }

    public static MeshMatches Of(MeshSnapshot mesh) => Known.GetValue(mesh, static mesh => new MeshMatches(mesh));

    /// <summary>The Dataplanes that have the policy, ordered by name.</summary>
    public ImmutableArray<Dataplane> WonBy(string policy) => _wonBy.GetValueOrDefault(policy, []);

    /// <summary>How many Dataplanes the policy selects, whoever wins.</summary>
    public int SelectedBy(string policy) => _selectedBy.GetValueOrDefault(policy);
}
