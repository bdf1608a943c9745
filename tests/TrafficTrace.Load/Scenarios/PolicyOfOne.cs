using TrafficTrace.Load.Proxies;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>A policy that selects a single proxy changes, a hundred times.</summary>
internal sealed class PolicyOfOne : IScenario
{
    private const int Changes = 100;

    public string Name => "one policy";

    public void Run(Trial trial)
    {
        if (!trial.Server.Can(Change.OnePolicy, trial.Options.Rtds)) return;
        trial.Change(Name, Change.OnePolicy, XdsType.Listener, 1);
        var times = new List<double>();
        var (cpu, calm, proxies) = (0.0, 0.0, 0);
        for (var round = 0; round < Changes; round++)
        {
            var (arrivals, seconds) = trial.Change(Name, Change.OnePolicy, XdsType.Listener, 1);
            times.Add(arrivals.Times(XdsType.Listener)[0].TotalMilliseconds);
            cpu += seconds;
            calm += trial.CpuOfCalm();
            proxies = Math.Max(proxies, arrivals.Proxies.Max());
        }

        times.Sort();
        trial.Tell(Name, "change to proxy, p50 ms", times[Changes / 2]);
        trial.Tell(Name, "change to proxy, p99 ms", times[Changes * 99 / 100]);
        trial.Tell(Name, "CPU a change, ms", cpu * 1000 / Changes);
        trial.Tell(Name, "of it what resting takes, ms", calm * 1000 / Changes);
        trial.Tell(Name, "proxies that got a message", proxies);
    }
}
