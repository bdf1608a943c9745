using System.Diagnostics;
using TrafficTrace.Load.Proxies;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>After a rest, a hundred changes a second, each of which concerns every proxy.</summary>
internal sealed class Storm : IScenario
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public string Name => "storm";

    public Task RunAsync(Trial trial)
    {
        if (trial.Server.Sampling is null || trial.Shape.OpenTelemetry) return Task.CompletedTask; // what a proxy holds could not be told
        var type = trial.Options.SamplingType;
        trial.Fleet.RunFor(trial.Options.Rest);
        var before = trial.Server.Usage;
        trial.Tell(Name, "memory at rest before, MiB", before.Resident / 1048576.0);
        var arrivals = trial.Fleet.Watch();
        var backlog = new Backlog(trial.Shape.Proxies);
        trial.Fleet.Seen = backlog.Arrived;
        arrivals.Begin();
        var changes = 0;
        for (; Stopwatch.GetElapsedTime(arrivals.Start) < trial.Options.Storm; changes++)
        {
            var now = Stopwatch.GetTimestamp();
            trial.Server.Make(Change.Sampling, trial.Options.Rtds);
            backlog.Changed(trial.Server.Sampling!.Value, now);
            trial.Fleet.RunFor((Interval * (changes + 1)) - Stopwatch.GetElapsedTime(arrivals.Start));
        }

        var cpu = trial.Server.Usage.CpuSecondsSince(before);
        trial.Tell(Name, "changes a second", changes / trial.Options.Storm.TotalSeconds);
        trial.Tell(Name, "CPU, % of a core", cpu * 100 / trial.Options.Storm.TotalSeconds);
        trial.Tell(Name, "furthest behind, ms", backlog.Furthest.TotalMilliseconds);
        trial.Tell(Name, "messages more than a second behind, %", backlog.LatePercent);
        trial.Tell(Name, "longest time between two messages to a proxy, ms", arrivals.LongestGap[(int)type].TotalMilliseconds);
        trial.Tell(
            Name,
            "messages a proxy and second",
            arrivals.Messages[(int)type] / (double)trial.Shape.Proxies / trial.Options.Storm.TotalSeconds);
        trial.Fleet.Seen = null;
        After(trial, type);
        return Task.CompletedTask;
    }

    // The change after the storm: how long until all are where they should be, and what is left of the storm when it is over.
    private void After(Trial trial, XdsType type)
    {
        var (arrivals, _) = trial.Change(Name, Change.Sampling, type, trial.Shape.Proxies);
        trial.Tell(
            Name, "last change to last ACK, ms", Stopwatch.GetElapsedTime(arrivals.Start, arrivals.LastAcknowledged).TotalMilliseconds);
        var before = trial.Server.Usage;
        trial.Fleet.RunFor(trial.Options.Rest);
        var after = trial.Server.Usage;
        trial.Tell(Name, "memory at rest after, MiB", after.Resident / 1048576.0);
        trial.Tell(Name, "CPU at rest after, % of a core", after.CpuSecondsSince(before) * 100 / trial.Options.Rest.TotalSeconds);
    }
}
