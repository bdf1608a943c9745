using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// Which of the host's loops ended by a fault. The host stops then as if it had been asked to, so without this nobody who started the
/// process would know. To be made before the host runs, since it takes its services along when it ends.
/// </summary>
internal sealed class LoopFaults(IServiceProvider services)
{
    private readonly ImmutableArray<BackgroundService> _loops = [.. services.GetServices<IHostedService>().OfType<BackgroundService>()];

    public ImmutableArray<Problem> Found =>
    [
        .. from loop in _loops
           where loop.ExecuteTask is { IsFaulted: true }
           let fault = loop.ExecuteTask!.Exception!.GetBaseException()
           let what = $"{fault.GetType().Name}: {fault.Message}"
           select new Problem(loop.GetType().Name, $"ended by a fault of this program: {what}; the log has the stack, report it with that"),
    ];
}
