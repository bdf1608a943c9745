using TrafficTrace.Load.Proxies;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>An endpoint of one service comes and goes: only proxies that use the service are concerned, and only by EDS.</summary>
internal sealed class EndpointOfOne : IScenario
{
    public string Name => "one endpoint";

    public Task RunAsync(Trial trial)
    {
        if (!trial.Server.Can(Change.OneEndpoint, trial.Options.Rtds)) return Task.CompletedTask;
        var users = trial.Shape.UsersOf(trial.Shape.ChangedService);
        for (var round = 0; round < trial.Options.Repeat * 2; round++)
        {
            var (arrivals, cpu) = trial.Change(Name, Change.OneEndpoint, XdsType.Endpoint, users);
            trial.TellTimes(Name, arrivals, XdsType.Endpoint);
            trial.Tell(Name, "CPU a change, ms", cpu * 1000);
            trial.Tell(Name, "proxies that use the service", users);
            trial.TellMessages(Name, arrivals);
        }
        return Task.CompletedTask;
    }
}
