using TrafficTrace.Load.Proxies;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>
/// Another sampling for the whole mesh: new listeners for all proxies, with RTDS a new runtime layer, with OpenTelemetry new routes.
/// </summary>
internal static class MeshWideChange
{
    public const string Name = "mesh";

    /// <summary>
    /// So many changes are not counted: until the runtime has compiled the hot paths a second time, with what it has learned.
    /// </summary>
    public const int WarmUp = 20;

    public static void Run(Trial trial, bool tell)
    {
        if (!trial.Server.Can(Change.Sampling, trial.Options.Rtds)) return;
        var type = trial.Options.SamplingType;
        var (arrivals, cpu) = trial.Change(Name, Change.Sampling, type, trial.Shape.Proxies);
        if (!tell) return;
        trial.TellTimes(Name, arrivals, type);
        trial.Tell(Name, "CPU a proxy, ms", cpu * 1000 / trial.Shape.Proxies);
        trial.TellMessages(Name, arrivals);
    }
}
