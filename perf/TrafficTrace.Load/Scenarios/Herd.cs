using System.Diagnostics;

namespace TrafficTrace.Load.Scenarios;

/// <summary>The server is killed and started again: all proxies come back at once, as soon as it listens.</summary>
internal sealed class Herd : IScenario
{
    public string Name => "herd";

    public Task RunAsync(Trial trial)
    {
        trial.Server.Stop();
        trial.Await(Name, () => trial.Fleet.Settled == 0, () => $"{trial.Fleet.Settled} proxies still hold a stream of a dead server");
        trial.Server.Start();
        var arrivals = trial.Fleet.Watch();
        arrivals.Begin();
        trial.Await(Name, () => trial.Fleet.AllSettled, () => $"{trial.Fleet.Settled} of {trial.Shape.Proxies} proxies are back");
        trial.Tell(Name, "serving to last proxy back, s", Stopwatch.GetElapsedTime(arrivals.Start).TotalSeconds);
        trial.Calm();
        trial.TellMessages(Name, arrivals);
        return Task.CompletedTask;
    }
}
