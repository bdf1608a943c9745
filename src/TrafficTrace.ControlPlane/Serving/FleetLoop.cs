using TrafficTrace.Fleet.Reconciliation;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>Runs the fleet's loop as long as the host runs.</summary>
internal sealed class FleetLoop(Reconciler reconciler) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => reconciler.RunAsync(stoppingToken);
}
