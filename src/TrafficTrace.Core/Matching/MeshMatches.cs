using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// Which policy each Dataplane of a mesh gets, and what became of each policy. Each part is made when somebody asks, once for as long as
/// policies and Dataplanes stay: another backend or sampling of the Mesh matches nobody anew.
/// </summary>
public sealed class MeshMatches
{
    private static readonly ConditionalWeakTable<
        ImmutableDictionary<string, TrafficTracePolicy>,
        ConditionalWeakTable<ImmutableDictionary<string, Dataplane>, MeshMatches>> Known = [];

    private readonly ImmutableDictionary<string, TrafficTracePolicy> _policies;
    private readonly ImmutableDictionary<string, Dataplane> _dataplanes;
    private readonly Lazy<ImmutableArray<Dataplane>> _sorted;
    private readonly Lazy<FrozenDictionary<string, TrafficTracePolicy?>> _winners;
    private readonly Lazy<FrozenDictionary<string, ImmutableArray<Dataplane>>> _wonBy;
    private readonly Lazy<FrozenDictionary<string, int>> _selectedBy;
    private readonly ConcurrentDictionary<string, ImmutableSortedSet<string>?> _rivals = new(StringComparer.Ordinal);

    private MeshMatches(ImmutableDictionary<string, TrafficTracePolicy> policies, ImmutableDictionary<string, Dataplane> dataplanes)
    {
        (_policies, _dataplanes) = (policies, dataplanes);
        _sorted = new(() => [.. dataplanes.Values.OrderBy(dataplane => dataplane.Name, StringComparer.Ordinal)]);
        _winners = new(() => dataplanes.Values.ToFrozenDictionary(
            dataplane => dataplane.Name, dataplane => PolicyMatcher.Winner(Proxy.Of(dataplane), policies.Values), StringComparer.Ordinal));
        _wonBy = new(() => Dataplanes.Where(dataplane => Winners[dataplane.Name] is not null)
            .GroupBy(dataplane => Winners[dataplane.Name]!.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(won => won.Key, won => won.ToImmutableArray(), StringComparer.Ordinal));
        _selectedBy = new(() =>
        {
            var proxies = dataplanes.Values.Select(Proxy.Of).ToArray();
            return policies.Values.ToFrozenDictionary(
                policy => policy.Name, policy => proxies.Count(proxy => PolicyMatcher.Selects(policy, proxy)), StringComparer.Ordinal);
        });
    }

    /// <summary>All of the mesh, ordered by name.</summary>
    public ImmutableArray<Dataplane> Dataplanes => _sorted.Value;

    /// <summary>By Dataplane; null where no policy selects it.</summary>
    public FrozenDictionary<string, TrafficTracePolicy?> Winners => _winners.Value;

    public static MeshMatches Of(MeshSnapshot mesh) => Of(mesh.Policies, mesh.Dataplanes);

    /// <summary>As documents say now: others than <see cref="Of(MeshSnapshot)"/> in a frozen mesh only.</summary>
    public static MeshMatches OfWritten(MeshSnapshot mesh) => Of(mesh.WrittenPolicies, mesh.Dataplanes);

    /// <summary>The Dataplanes that have the policy, ordered by name.</summary>
    public ImmutableArray<Dataplane> WonBy(string policy) => _wonBy.Value.GetValueOrDefault(policy, []);

    /// <summary>How many Dataplanes the policy selects, whoever wins.</summary>
    public int SelectedBy(string policy) => _selectedBy.Value.GetValueOrDefault(policy);

    /// <summary>
    /// Names of the policies that the Dataplanes get that the policy selects; null where it is of use: one of them has it, or none is among
    /// those that count.
    /// </summary>
    internal ImmutableSortedSet<string>? RivalsOf(TrafficTracePolicy policy) =>
        ReferenceEquals(_policies.GetValueOrDefault(policy.Name), policy)
            ? _rivals.GetOrAdd(policy.Name, static (_, of) => of.Matches.LookForRivals(of.Policy), (Matches: this, Policy: policy))
            : LookForRivals(policy);

    private static MeshMatches Of(
        ImmutableDictionary<string, TrafficTracePolicy> policies, ImmutableDictionary<string, Dataplane> dataplanes) =>
        Known.GetOrCreateValue(policies).GetValue(dataplanes, dataplanes => new MeshMatches(policies, dataplanes));

    // One proxy that has it is enough; where all policies are of use, few proxies are looked at.
    private ImmutableSortedSet<string>? LookForRivals(TrafficTracePolicy policy)
    {
        var winners = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (_, dataplane) in _dataplanes)
        {
            var proxy = Proxy.Of(dataplane);
            if (!PolicyMatcher.Selects(policy, proxy)) continue;
            // One that is pinned and deleted, or written while others are pinned, is not among those that count.
            if (PolicyMatcher.Winner(proxy, _policies.Values) is not { } winner || winner.Name == policy.Name) return null;
            winners.Add(winner.Name);
        }

        return winners.ToImmutable();
    }
}
