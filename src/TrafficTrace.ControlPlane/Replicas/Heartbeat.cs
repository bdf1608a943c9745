using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Access;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>
/// Where the store is shared: writes that this control plane lives and where it is, and keeps a <see cref="PeerLoop"/> to each of the
/// others. While the store is away those that are known stay.
/// </summary>
internal sealed class Heartbeat(
    IReplicas replicas, ReplicaAddress address, ReplicaTokens tokens, Revisions revisions, PeerLoops peers,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Heartbeat> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(1);

    private readonly ReplicaRoster _roster = new(revisions.Instance);
    private volatile TaskCompletionSource _wake = NewSignal();
    private long _looked;

    /// <inheritdoc cref="ReplicaRoster.LastBeats"/>
    public ImmutableDictionary<string, DateTimeOffset> LastBeats => _roster.LastBeats;

    /// <summary>One that is not known calls: it has just started, and its row is there.</summary>
    public void Meet(string instance)
    {
        if (!_roster.Knows(instance)) _wake.TrySetResult();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!replicas.IsShared) return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        log.Reached(address.Url);
        _looked = time.GetTimestamp();
        try
        {
            while (true)
            {
                _wake = NewSignal();
                await BeatAsync(stoppingToken);
                await _wake.Task.WaitAsync(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await peers.EndAsync();
            await LeaveAsync();
        }
    }

    private async Task BeatAsync(CancellationToken stopping)
    {
        try
        {
            await tokens.PrepareAsync(stopping);
            var own = new ReplicaRow(revisions.Instance, address.Url, address.Certificate, Product.Version, 0);
            var rows = await replicas.BeatAsync(own, [.. _roster.Gone.Where(row => !peers.Answers(row.Instance))], stopping);
            var now = time.GetTimestamp();
            _roster.Look(rows, time.GetUtcNow(), time.GetElapsedTime(_looked, now));
            _looked = now;
            await peers.SetAsync(_roster.Peers);
        }
        catch (Exception away) when (away is JournalAwayException or JournalRefusedException or KeysSealedException)
        {
            // The journal and the keys, which are in the same place, tell of it.
        }
    }

    private async Task LeaveAsync()
    {
        using var patience = new CancellationTokenSource(LeavePatience, time);
        try
        {
            await replicas.LeaveAsync(revisions.Instance, patience.Token);
        }
        catch (Exception away) when (away is JournalAwayException or JournalRefusedException or OperationCanceledException)
        {
            // The others forget it after a while.
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
