using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Api.Events;
using TrafficTrace.ControlPlane.Reports;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>Tells of files that differ between control planes on one store, and when that is over.</summary>
internal sealed class DifferingFiles(
    ResourceStore store, FleetStatus fleet, IReplicas replicas, EventLog events, TimeProvider time, ILogger<DifferingFiles> log)
    : BackgroundService
{
    /// <summary>Files come to one machine before the other: only what two looks see is told.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private ImmutableHashSet<Finding> _seen = [];
    private ImmutableHashSet<Finding> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!replicas.IsShared) return;
        while (true)
        {
            await Task.Delay(Pause, time, stoppingToken);
            Look();
        }
    }

    /// <summary>Once each <see cref="Pause"/>.</summary>
    internal void Look()
    {
        ImmutableHashSet<Finding> now = [.. FileDifferences.Of(FileDigests.Of(store.Current.Layers), fleet.Peers.All)];
        var lasting = now.Intersect(_seen);
        foreach (var finding in lasting.Except(_told)) log.Say(events, finding);
        foreach (var finding in _told.Except(now)) log.SayOver(events, finding);
        (_told, _seen) = (lasting, now);
    }
}
