using System.Diagnostics;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>
/// What this control plane tells another of its fleet, as lines of JSON, until one of the two ends. It looks when something has happened,
/// and so seldom that it takes a tenth of a core at most.
/// </summary>
internal static class ReplicaRoute
{
    public const string Path = "/_replica/fleet";

    private const int Share = 10;

    /// <summary>So often something is said, so that the other knows that somebody is there.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    // In a large fleet something happens all the time: so looking at ten thousand nodes takes a fiftieth of a core.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Path, TellAsync).Needs(Right.Replica).ExcludeFromDescription();

    private static async Task TellAsync(
        HttpContext http, FleetStatus fleet, ResourceStore store, Revisions revisions, Heartbeat heartbeat,
        IHostApplicationLifetime lifetime, TimeProvider time)
    {
        heartbeat.Meet(Author.CallerOf(http).Name);
        http.Response.ContentType = "application/x-ndjson";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        var (body, left, stopping) = (http.Response.BodyWriter, http.RequestAborted, Task.Delay(Timeout.Infinite, ending.Token));
        await FleetLines.WriteAsync(body, [new FleetLine { Instance = revisions.Instance }], left);
        var (teller, said) = (new FleetTeller(fleet, store), Stopwatch.GetTimestamp());
        while (!stopping.IsCompleted || !teller.IsEmpty) // it ends when its last proxy has gone elsewhere
        {
            var next = fleet.NextChange(); // before looking, so that nothing is missed
            var looking = Stopwatch.GetTimestamp();
            var isQuiet = Stopwatch.GetElapsedTime(said) >= Quiet;
            if (await FleetLines.WriteAsync(body, teller.News(isQuiet), left)) said = Stopwatch.GetTimestamp();
            await Task.Delay(PauseAfter(Stopwatch.GetElapsedTime(looking)), time, left);
            Task woken = Task.WhenAny(next, stopping);
            await woken.WaitAsync(Quiet, time, left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            left.ThrowIfCancellationRequested();
        }

        await FleetLines.WriteAsync(body, [new FleetLine { Leaves = true }], left);
    }

    private static TimeSpan PauseAfter(TimeSpan look)
    {
        var pause = look * Share;
        if (pause < ShortestPause) return ShortestPause;
        return pause < Quiet ? pause : Quiet;
    }
}
