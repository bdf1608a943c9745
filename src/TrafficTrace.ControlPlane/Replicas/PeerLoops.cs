using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>A loop for each of the other replicas. Touched by the loop of <see cref="Heartbeat"/> alone.</summary>
internal sealed class PeerLoops(FleetStatus fleet, ReplicaTokens tokens, TimeProvider time, ILogger<PeerLoop> log)
{
    private readonly Dictionary<string, (PeerLoop Loop, CancellationTokenSource Stop, Task Run)> _running = new(StringComparer.Ordinal);

    /// <summary>Whether it tells of its proxies, whatever stands in the store.</summary>
    public bool Answers(string instance) =>
        fleet.Peers.All.Any(peer => peer.Instance == instance && peer.State == PeerState.Answers);

    /// <summary>Begins with those that came, and ends with those that went; one that answers only lacks the store.</summary>
    public async Task SetAsync(IEnumerable<ReplicaRow> peers)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in peers)
        {
            present.Add(row.Instance);
            if (_running.TryGetValue(row.Instance, out var known)) known.Loop.Row = row;
            else Begin(row);
        }

        var gone = _running.Keys.Where(instance => !present.Contains(instance) && !Answers(instance));
        foreach (var instance in gone.ToArray()) await EndAsync(instance);
    }

    public async Task EndAsync()
    {
        foreach (var instance in _running.Keys.ToArray()) await EndAsync(instance);
    }

    private void Begin(ReplicaRow row)
    {
        var (loop, stop) = (new PeerLoop(row, fleet, tokens, time, log), new CancellationTokenSource());
        _running.Add(row.Instance, (loop, stop, loop.RunAsync(stop.Token)));
    }

    private async Task EndAsync(string instance)
    {
        _running.Remove(instance, out var ended);
        await ended.Stop.CancelAsync();
        await ended.Run;
        ended.Stop.Dispose();
    }
}
