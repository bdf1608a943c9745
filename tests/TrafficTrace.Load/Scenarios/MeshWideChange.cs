using TrafficTrace.Load.Proxies;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>Another sampling for the whole mesh: new listeners for all proxies, or with RTDS a new runtime layer.</summary>
internal sealed class MeshWideChange : IScenario
{
    // Until the runtime has compiled the hot paths a second time, with what it has learned.
    private const int WarmUp = 20;

    public string Name => "mesh";

    public void Run(Trial trial)
    {
        if (!trial.Server.Can(Change.Sampling, trial.Options.Rtds)) return;
        for (var round = -WarmUp; round < trial.Options.Repeat; round++)
        {
            var type = trial.Options.Rtds ? XdsType.Runtime : XdsType.Listener;
            var (arrivals, cpu) = trial.Change(Name, Change.Sampling, type, trial.Shape.Proxies);
            if (round < 0) continue;
            trial.TellTimes(Name, arrivals, type);
            trial.Tell(Name, "CPU a proxy, ms", cpu * 1000 / trial.Shape.Proxies);
            trial.TellMessages(Name, arrivals);
        }
    }
}
