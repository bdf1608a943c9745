using TrafficTrace.Load.Proxies;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>Memory at rest, before and after a thousand changes of one proxy and a hundred of all.</summary>
internal sealed class ThousandChanges : IScenario
{
    private const int Small = 1000;
    private const int MeshWide = 100;

    public string Name => "thousand changes";

    public Task RunAsync(Trial trial)
    {
        if (!trial.Server.Can(Change.OnePolicy, trial.Options.Rtds)) return Task.CompletedTask;
        trial.Fleet.RunFor(trial.Options.Rest);
        var before = trial.Server.Usage.Resident;
        Repeat(trial, Change.OnePolicy, XdsType.Listener, 1, Small);
        Repeat(trial, Change.Sampling, trial.Options.SamplingType, trial.Shape.Proxies, MeshWide);
        trial.Fleet.RunFor(trial.Options.Rest);
        trial.Tell(Name, "memory before, MiB", before / 1048576.0);
        trial.Tell(Name, "memory after, MiB", trial.Server.Usage.Resident / 1048576.0);
        return Task.CompletedTask;
    }

    private void Repeat(Trial trial, Change change, XdsType type, int proxies, int times)
    {
        for (var round = 0; round < times; round++)
        {
            var arrivals = trial.Fleet.Watch();
            trial.Server.Make(change, trial.Options.Rtds);
            trial.Await(
                Name,
                () => arrivals.Proxies[(int)type] >= proxies,
                () => $"change {round}: {arrivals.Proxies[(int)type]} of {proxies} proxies got a {type}");
        }
    }
}
