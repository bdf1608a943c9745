using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Fleet.Status;

/// <summary>
/// The overlay proxies of a mesh that are connected, with the policy that each gets. No document names them, so they are there as long as
/// they have a stream. What the fleet loop has matched at that revision is not matched again.
/// </summary>
internal sealed class OverlayMatches
{
    private readonly Dictionary<string, (Proxy Proxy, TrafficTracePolicy? Winner)> _matched;
    private readonly ImmutableArray<Proxy> _all;
    private readonly ILookup<string, Proxy> _wonBy;

    /// <param name="fleet">Who is connected.</param>
    /// <param name="mesh">What counts.</param>
    /// <param name="revision">Of the store that the mesh is of.</param>
    /// <param name="alone">Leaves out those that other control planes have.</param>
    public OverlayMatches(FleetStatus fleet, MeshSnapshot mesh, long revision, bool alone)
    {
        var isLookedUp = fleet.LookedUpTo >= revision; // before the cells: what is due by then is marked there
        var matched = alone ? new(StringComparer.Ordinal) : Elsewhere(fleet, mesh);
        foreach (var cell in fleet.MaybeOverlays)
        {
            var (isDue, served) = (cell.IsDue, cell.Served);
            if (served.Overlay is not { } proxy || proxy.Mesh != mesh.Name || !served.HasProxy) continue;
            if (!alone && fleet.Elsewhere(cell.NodeId) is not null) continue;
            // In the place of a peer's, if it has come here since that was looked at.
            matched[proxy.Name] = (proxy, isLookedUp && !isDue ? served.Tracing?.Policy : Winner(proxy, mesh));
        }

        _matched = matched;
        var sorted = matched.Values.OrderBy(one => one.Proxy.Name, StringComparer.Ordinal).ToArray();
        _all = [.. sorted.Select(one => one.Proxy)];
        _wonBy = sorted.Where(one => one.Winner is not null)
            .ToLookup(one => one.Winner!.Name, one => one.Proxy, StringComparer.Ordinal);
    }

    private static Dictionary<string, (Proxy Proxy, TrafficTracePolicy? Winner)> Elsewhere(FleetStatus fleet, MeshSnapshot mesh)
    {
        var matched = new Dictionary<string, (Proxy, TrafficTracePolicy?)>(StringComparer.Ordinal);
        foreach (var (peer, told) in fleet.AllElsewhere(told => told.Overlay?.Mesh == mesh.Name))
        {
            var proxy = told.Overlay!.ToProxy();
            var isLookedUp = peer.LookedUpTo >= fleet.JournalGiven && told.IsServed;
            matched[proxy.Name] = (proxy, isLookedUp ? Named(mesh, told.Overlay.Policy) : Winner(proxy, mesh));
        }

        return matched;
    }

    private static TrafficTracePolicy? Winner(Proxy proxy, MeshSnapshot mesh) => PolicyMatcher.Winner(proxy, mesh.Policies.Values);

    private static TrafficTracePolicy? Named(MeshSnapshot mesh, string? policy) =>
        policy is null ? null : mesh.Policies.GetValueOrDefault(policy);

    public ImmutableArray<Proxy> All => _all;

    public int Matched => _wonBy.Sum(won => won.Count());

    /// <summary>Null where no policy selects it.</summary>
    public TrafficTracePolicy? WinnerOf(string proxy) => _matched[proxy].Winner;

    public IEnumerable<Proxy> WonBy(string policy) => _wonBy[policy];

    /// <summary>How many the policy selects, whoever wins.</summary>
    public int SelectedBy(TrafficTracePolicy policy) => _all.Count(proxy => PolicyMatcher.Selects(policy, proxy));
}
