using Grpc.HealthCheck;
using TrafficTrace.Core.Store;
using TrafficTrace.Xds.Services;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// Whether proxies are served: from the first load until the process is told to stop. Says it on <c>/ready</c> and, without
/// delay for those who watch, by <c>grpc.health.v1</c>.
/// </summary>
internal sealed class Readiness : IHostedService
{
    /// <summary>The names that health is told of; the empty one stands for the whole process.</summary>
    public static readonly string[] Services = ["", AggregatedDiscovery.Name];

    private readonly FirstLoad _firstLoad;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly HealthServiceImpl _health;

    public Readiness(FirstLoad firstLoad, IHostApplicationLifetime lifetime, HealthServiceImpl health)
    {
        (_firstLoad, _lifetime, _health) = (firstLoad, lifetime, health);
        Say(Status.NotServing);
    }

    public bool IsReady => _firstLoad.Done.IsCompletedSuccessfully && !_lifetime.ApplicationStopping.IsCancellationRequested;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _firstLoad.WhenDone(() => Say(Status.Serving));
        _lifetime.ApplicationStopping.Register(() => Say(Status.NotServing));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Say(Status status)
    {
        foreach (var service in Services) _health.SetStatus(service, status);
    }
}
