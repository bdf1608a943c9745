using TrafficTrace.Load.Proxies;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>A policy that selects a single proxy changes, a hundred times.</summary>
internal sealed class PolicyOfOne : IScenario
{
    private const int Changes = 100;

    // Of what a server says of the time when it had read a change.
    private static readonly TimeSpan Precision = TimeSpan.FromMilliseconds(1);

    public string Name => "one policy";

    public void Run(Trial trial)
    {
        if (!trial.Server.Can(Change.OnePolicy, trial.Options.Rtds)) return;
        trial.Change(Name, Change.OnePolicy, XdsType.Listener, 1);
        var (reading, sending) = (new List<TimeSpan>(), new List<TimeSpan>());
        var (cpu, calm, proxies) = (0.0, 0.0, 0);
        for (var round = 0; round < Changes; round++)
        {
            var (arrivals, seconds) = trial.Change(Name, Change.OnePolicy, XdsType.Listener, 1);
            var read = (trial.Server.ChangeRead ?? arrivals.StartedAt) - arrivals.StartedAt;
            if (read < -Precision) throw new InvalidOperationException($"{trial.Server.Name} did not say that it had read change {round}");
            reading.Add(read);
            sending.Add(arrivals.Times(XdsType.Listener)[0] - read);
            cpu += seconds;
            calm += trial.CpuOfCalm();
            proxies = Math.Max(proxies, arrivals.Proxies.Max());
        }

        Tell(trial, "change to read", reading);
        Tell(trial, "read to proxy", sending);
        trial.Tell(Name, "CPU a change, ms", cpu * 1000 / Changes);
        trial.Tell(Name, "of it what resting takes, ms", calm * 1000 / Changes);
        trial.Tell(Name, "proxies that got a message", proxies);
    }

    private void Tell(Trial trial, string what, List<TimeSpan> times)
    {
        times.Sort();
        trial.Tell(Name, $"{what}, p50 ms", times[(Changes / 2) - 1].TotalMilliseconds);
        trial.Tell(Name, $"{what}, p99 ms", times[(Changes * 99 / 100) - 1].TotalMilliseconds);
        trial.Tell(Name, $"{what}, max ms", times[^1].TotalMilliseconds);
    }
}
