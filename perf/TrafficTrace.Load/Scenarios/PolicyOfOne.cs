using System.Diagnostics;
using TrafficTrace.Load.Proxies;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>After a rest, a policy that selects a single proxy changes, a hundred times.</summary>
internal sealed class PolicyOfOne : IScenario
{
    private const int Changes = 100;

    // Of what a server says of the time when it had read a change.
    private static readonly TimeSpan Precision = TimeSpan.FromMilliseconds(1);

    public string Name => "one policy";

    public Task RunAsync(Trial trial)
    {
        if (!trial.Server.Can(Change.OnePolicy, trial.Options.Rtds)) return Task.CompletedTask;
        trial.Change(Name, Change.OnePolicy, XdsType.Listener, 1);
        trial.Fleet.RunFor(trial.Options.Rest);
        var (reading, sending) = (new List<TimeSpan>(), new List<TimeSpan>());
        var (start, before, proxies) = (Stopwatch.GetTimestamp(), trial.Server.Usage, 0);
        for (var round = 0; round < Changes; round++)
        {
            var (arrivals, _) = trial.Change(Name, Change.OnePolicy, XdsType.Listener, 1);
            var read = (trial.Server.ChangeRead ?? arrivals.StartedAt) - arrivals.StartedAt;
            if (read < -Precision) throw new InvalidOperationException($"{trial.Server.Name} did not say that it had read change {round}");
            reading.Add(read);
            sending.Add(arrivals.Times(XdsType.Listener)[0] - read);
            proxies = Math.Max(proxies, arrivals.Proxies.Max());
        }

        var (time, after) = (Stopwatch.GetElapsedTime(start), trial.Server.Usage);
        // At rest, in one piece: a server looks at its connections each second, and pings them all each half minute.
        trial.Fleet.RunFor(time);
        Tell(trial, "change to read", reading);
        Tell(trial, "read to proxy", sending);
        trial.Tell(Name, "CPU a change, ms", after.CpuSecondsSince(before) * 1000 / Changes);
        trial.Tell(Name, "of it what resting takes, ms", trial.Server.Usage.CpuSecondsSince(after) * 1000 / Changes);
        trial.Tell(Name, "proxies that got a message", proxies);
        return Task.CompletedTask;
    }

    private void Tell(Trial trial, string what, List<TimeSpan> times)
    {
        times.Sort();
        trial.Tell(Name, $"{what}, p50 ms", times[(Changes / 2) - 1].TotalMilliseconds);
        trial.Tell(Name, $"{what}, p99 ms", times[(Changes * 99 / 100) - 1].TotalMilliseconds);
        trial.Tell(Name, $"{what}, max ms", times[^1].TotalMilliseconds);
    }
}
