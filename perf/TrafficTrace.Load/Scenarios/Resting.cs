namespace TrafficTrace.Load.Scenarios;

/// <summary>Nothing changes for a while: what a quiet proxy costs, and that nothing is sent to it.</summary>
internal sealed class Resting : IScenario
{
    public const string Rest = "rest";

    public string Name => Rest;

    public Task RunAsync(Trial trial)
    {
        var before = trial.Server.Usage;
        var arrivals = trial.Fleet.Watch();
        trial.Fleet.RunFor(trial.Options.Rest);
        var after = trial.Server.Usage;
        trial.Tell(Name, "memory, MiB", after.Resident / 1048576.0);
        trial.Tell(Name, "memory a proxy, KiB", after.Resident / 1024.0 / trial.Shape.Proxies);
        trial.Tell(Name, "CPU, % of a core", after.CpuSecondsSince(before) * 100 / trial.Options.Rest.TotalSeconds);
        trial.Tell(Name, "messages", arrivals.Messages.Sum());
        return Task.CompletedTask;
    }
}
