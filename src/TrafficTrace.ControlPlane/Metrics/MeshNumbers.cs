using System.Diagnostics.Metrics;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Metrics;

/// <summary>What is counted of each mesh. One scrape asks for several numbers: they are counted together, once a second at most.</summary>
internal sealed class MeshNumbers(ResourceStore store, FleetStatus fleet, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _counting = new();
    private (long At, StoreSnapshot Store, DeliveryStatus[] Meshes)? _counted;

    public IEnumerable<Measurement<int>> Proxies() =>
        from mesh in Counted().Meshes
        let counts = mesh.Proxies
        from state in new (string Name, int Count)[]
        {
            ("accepted", counts.Accepted), ("rejected", counts.Rejected), ("pending", counts.Pending), ("offline", counts.Offline),
        }
        select new Measurement<int>(state.Count, new("mesh", mesh.Mesh), new("state", state.Name));

    public IEnumerable<Measurement<int>> Traced() =>
        from mesh in Counted().Store.Meshes.Values
        from backend in mesh.Mesh?.Backends ?? []
        where backend.Collector is not ExternalCollector
        let users = mesh.Policies.Values.Where(policy => (policy.Backend ?? mesh.Mesh!.DefaultBackend) == backend.Name)
        select new Measurement<int>(
            users.Sum(policy => MeshMatches.Of(mesh).WonBy(policy.Name).Length), new("mesh", mesh.Name), new("backend", backend.Name));

    public IEnumerable<Measurement<int>> Overlays() =>
        from mesh in Counted().Meshes
        select new Measurement<int>(mesh.Proxies.Overlay, new KeyValuePair<string, object?>("mesh", mesh.Mesh));

    public IEnumerable<Measurement<int>> Registrations() =>
        from mesh in fleet.Registrations
        from state in new (string Name, int Count)[]
        {
            ("present", mesh.Registered - mesh.Gone - mesh.Lost), ("gone", mesh.Gone), ("lost", mesh.Lost),
        }
        select new Measurement<int>(state.Count, new("mesh", mesh.Mesh), new("state", state.Name));

    public IEnumerable<Measurement<int>> Replicas() =>
        from state in Enum.GetValues<PeerState>()
        let count = fleet.Peers.All.Count(peer => peer.State == state)
        select new Measurement<int>(count, new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));

    public IEnumerable<Measurement<int>> Policies() =>
        from mesh in Counted().Meshes
        from outcome in Enum.GetValues<PolicyOutcome>()
        select new Measurement<int>(
            mesh.Policies?.Count(policy => policy.Outcome == outcome) ?? 0, new("mesh", mesh.Mesh), new("outcome", outcome.ToString()));

    public IEnumerable<Measurement<int>> Rejections() =>
        from mesh in Counted().Meshes
        from rejections in mesh.Rejections.GroupBy(one => one.Type, StringComparer.Ordinal)
        select new Measurement<int>(rejections.Sum(one => one.Count), new("mesh", mesh.Mesh), new("type", rejections.Key));

    public IEnumerable<Measurement<int>> Overrides() => OfEach(mesh => mesh.Overrides.Count);

    public IEnumerable<Measurement<int>> Frozen() => OfEach(mesh => mesh.Freeze is null ? 0 : 1);

    private IEnumerable<Measurement<int>> OfEach(Func<MeshSnapshot, int> count) => store.Current.Meshes.Values.Select(
        mesh => new Measurement<int>(count(mesh), new KeyValuePair<string, object?>("mesh", mesh.Name)));

    private (long At, StoreSnapshot Store, DeliveryStatus[] Meshes) Counted()
    {
        lock (_counting)
        {
            if (_counted is { } known && time.GetElapsedTime(known.At) < Fresh) return known;
            var now = store.Current;
            var statuses = new DeliveryStatuses(fleet, now, "", time.GetUtcNow(), alone: true);
            DeliveryStatus[] all = [.. now.Meshes.Keys.Order(StringComparer.Ordinal).Select(mesh => statuses.OfMesh(mesh)!)];
            return (_counted = (time.GetTimestamp(), now, all)).Value;
        }
    }
}
