using System.Diagnostics;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Sources.Journal;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Api.Status;

/// <summary>
/// Answers with a status, at once or when it has settled: the revision that is asked for was looked at, and no connected proxy is pending.
/// Whoever waits is woken by the fleet, and looks again so seldom that looking takes a tenth of a core at most.
/// </summary>
internal sealed class StatusWait(
    ResourceStore store, JournalSource source, FleetStatus fleet, Revisions revisions, TimeProvider time)
{
    public const string AtLeast = "atLeast";
    public const string Wait = "wait";

    private const int Share = 10;

    private static readonly SoughtRevision Any = new(0, 0);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    public async Task<IResult> AnswerAsync(HttpContext http, Func<DeliveryStatuses, DeliveryStatus?> ask)
    {
        var (atLeast, wait) = (http.Request.Query[AtLeast].ToString(), http.Request.Query[Wait].ToString());
        if ((atLeast.Length == 0 ? Any : revisions.Parse(atLeast)) is not { } sought)
            return Wrong(AtLeast, "is no revision of this instance, which may have been started anew: ask without it");
        if ((wait.Length == 0 ? TimeSpan.Zero : GoDuration.Parse(wait)) is not { } longest || longest > Longest)
            return Wrong(Wait, "has to be a duration such as 5s, at most 1m");
        var status = await SettledAsync(ask, sought, longest, http.RequestAborted);
        if (status is null) return Answer.Of(ApiError.NotFound("Could not retrieve a status"));
        http.Response.Headers[Revisions.Header] = status.Revision;
        return Answer.Of(status, ApiJson.Default.DeliveryStatus);
    }

    private static IResult Wrong(string parameter, string reason) =>
        Answer.Of(ApiError.Invalid("Could not wait", parameter, reason, "the query is not valid"));

    // One that rejects does not end it: another may still be on its way, and what is rejected may be about to be taken.
    private static bool IsSettled(DeliveryStatus? status) =>
        status is not { Delivery: not DeliveryOutcome.Frozen, Proxies.Pending: > 0 };

    private async Task<DeliveryStatus?> SettledAsync(
        Func<DeliveryStatuses, DeliveryStatus?> ask, SoughtRevision sought, TimeSpan longest, CancellationToken left)
    {
        var start = time.GetTimestamp();
        var revision = sought.Own;
        while (true)
        {
            var next = fleet.NextChange(); // before looking, so that nothing is missed
            var looking = Stopwatch.GetTimestamp();
            revision ??= source.TakenIn >= sought.Position ? store.Current.Revision : null;
            var isNew = fleet.LookedUpTo >= revision; // not while that is not known
            var status = ask(new(fleet, store.Current, revisions.Of(store.Current.Revision), time.GetUtcNow()));
            var pause = Stopwatch.GetElapsedTime(looking) * Share;
            var remaining = longest - time.GetElapsedTime(start);
            if ((isNew && IsSettled(status)) || remaining <= TimeSpan.Zero) return status;
            await Task.Delay(pause < LongestPause ? pause : LongestPause, time, left);
            await next.WaitAsync(remaining, time, left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            left.ThrowIfCancellationRequested();
        }
    }
}
