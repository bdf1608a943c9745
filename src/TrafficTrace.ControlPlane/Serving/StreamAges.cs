using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>Looks each second which streams have grown old, where there is a limit: one timer for all of them.</summary>
internal sealed class StreamAges(XdsServer server, XdsOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.MaxStreamAge is null) return;
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) server.EndOld();
    }
}
