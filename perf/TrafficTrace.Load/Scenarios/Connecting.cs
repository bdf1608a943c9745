using System.Diagnostics;

namespace TrafficTrace.Load.Scenarios;

/// <summary>All proxies come at once to a server that has just started. Every trial begins with it.</summary>
internal static class Connecting
{
    public const string Name = "connect";

    public static void Run(Trial trial)
    {
        var before = trial.Server.Usage;
        var arrivals = trial.Fleet.Watch();
        arrivals.Begin();
        trial.Await(
            Name, () => trial.Fleet.AllSettled, () => $"{trial.Fleet.Settled} of {trial.Shape.Proxies} proxies have their listeners");
        var time = Stopwatch.GetElapsedTime(arrivals.Start);
        trial.Calm();
        trial.Tell(Name, "start to serving, s", trial.Server.StartTime.TotalSeconds);
        trial.Tell(Name, "all connected, s", time.TotalSeconds);
        trial.Tell(Name, "CPU a proxy, ms", trial.Server.Usage.CpuSecondsSince(before) * 1000 / trial.Shape.Proxies);
        trial.TellMessages(Name, arrivals);
    }
}
