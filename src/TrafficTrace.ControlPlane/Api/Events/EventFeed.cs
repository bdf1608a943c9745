using System.Text.Json;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Api.Events;

/// <summary>
/// Makes events of what is new in the store and, while somebody follows, in the fleet. It looks at the present state a few times a second
/// at most: what comes and goes in between is no event.
/// </summary>
internal sealed class EventFeed(
    ResourceStore store, FirstLoad firstLoad, FleetStatus fleet, EventLog events, Revisions revisions, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<(string Mesh, string Policy), PolicyEvent> _told = [];
    private HashSet<string> _connected = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstLoad.Done.WaitAsync(stoppingToken);
        var seen = store.Current;
        var revision = store.WaitBeyondAsync(seen.Revision, stoppingToken);
        while (true)
        {
            var (change, reader) = (fleet.NextChange(), events.NextReader()); // before looking, so that nothing is missed
            seen = TellStore(seen, store.Current);
            if (events.HasReaders) TellFleet(seen);
            if (revision.IsCompleted) revision = store.WaitBeyondAsync(seen.Revision, stoppingToken);
            await Task.WhenAny(change, reader, revision);
            await Task.Delay(Pace, time, stoppingToken);
        }
    }

    private StoreSnapshot TellStore(StoreSnapshot seen, StoreSnapshot newest)
    {
        if (ReferenceEquals(seen, newest)) return seen;
        var changed = StoreChange.Between(seen, newest).Meshes
            .OrderBy(mesh => mesh.Key, StringComparer.Ordinal).Select(mesh => ChangedMesh.Of(mesh.Key, mesh.Value));
        Add(EventLog.Revision, new RevisionEvent(revisions.Of(newest.Revision), [.. changed]), ApiJson.Default.RevisionEvent);
        return newest;
    }

    private void TellFleet(StoreSnapshot now)
    {
        var connected = fleet.All.Where(cell => cell.Served.HasProxy).Select(cell => cell.NodeId).ToHashSet(StringComparer.Ordinal);
        var elsewhere = fleet.AllElsewhere(_ => true).Where(claim => claim.Peer.State != PeerState.Lost);
        connected.UnionWith(elsewhere.Select(claim => claim.Proxy.Node));
        var (came, went) = (NamesOf(connected.Except(_connected)), NamesOf(_connected.Except(connected)));
        if (came.Count + went.Count > 0) Add(EventLog.Proxy, new ProxyEvent(came, went), ApiJson.Default.ProxyEvent);
        _connected = connected;
        var statuses = new DeliveryStatuses(fleet, now, revisions.Of(now.Revision), time.GetUtcNow());
        foreach (var gone in _told.Keys.Where(key => !IsThere(now, key.Mesh, key.Policy)).ToArray()) _told.Remove(gone);
        foreach (var mesh in now.Meshes.Values)
        {
            foreach (var policy in mesh.Policies.Keys.Order(StringComparer.Ordinal)) Tell(statuses.OfPolicy(mesh.Name, policy)!);
        }
    }

    private static bool IsThere(StoreSnapshot now, string mesh, string policy) =>
        now.Meshes.GetValueOrDefault(mesh)?.Policies.ContainsKey(policy) == true;

    private void Tell(DeliveryStatus status)
    {
        var now = new PolicyEvent(status.Mesh, status.Name, status.Outcome!.Value, status.Delivery, status.Proxies);
        var key = (status.Mesh, status.Name);
        if (_told.GetValueOrDefault(key) == now) return;
        _told[key] = now;
        Add(EventLog.Status, now, ApiJson.Default.PolicyEvent);
    }

    private void Add<T>(string type, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) =>
        events.Add(type, JsonSerializer.Serialize(value, json));

    private static SomeNames NamesOf(IEnumerable<string> names) => SomeNames.Of([.. names.Order(StringComparer.Ordinal)]);
}
