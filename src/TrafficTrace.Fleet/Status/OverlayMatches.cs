using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Fleet.Status;

/// <summary>
/// The overlay proxies of a mesh that are connected, with the policy that each gets. No document names them, so they are there as long as
/// they have a stream.
/// </summary>
internal sealed class OverlayMatches
{
    private readonly ImmutableArray<(Proxy Proxy, TrafficTracePolicy? Winner)> _all;

    /// <param name="fleet">Who is connected.</param>
    /// <param name="mesh">What counts.</param>
    public OverlayMatches(FleetStatus fleet, MeshSnapshot mesh) =>
        _all =
        [
            .. from proxy in fleet.OverlaysOf(mesh.Name).OrderBy(proxy => proxy.Name, StringComparer.Ordinal)
               select (proxy, PolicyMatcher.Winner(proxy, mesh.Policies.Values)),
        ];

    public IEnumerable<Proxy> All => _all.Select(one => one.Proxy);

    public int Matched => _all.Count(one => one.Winner is not null);

    public IEnumerable<Proxy> WonBy(string policy) => WonBy(winner => winner.Name == policy);

    public IEnumerable<Proxy> WonBy(Predicate<TrafficTracePolicy> isMeant) =>
        from one in _all where one.Winner is { } winner && isMeant(winner) select one.Proxy;

    /// <summary>How many the policy selects, whoever wins.</summary>
    public int SelectedBy(TrafficTracePolicy policy) => _all.Count(one => PolicyMatcher.Selects(policy, one.Proxy));
}
