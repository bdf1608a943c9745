using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Requests;

namespace TrafficTrace.ControlPlane.Api.Events;

/// <summary>
/// What happens, as server-sent events. Whoever comes back with <c>Last-Event-ID</c> gets what he missed, or one <c>resync</c> when that is
/// not kept any more; whoever falls behind gets <c>cut</c>, and is to come back.
/// </summary>
internal static class EventRoutes
{
    private const string Form = "text/event-stream";
    private const string LastEventId = "Last-Event-ID";
    private const string Resync = "resync";
    private const string Cut = "cut";

    // As often it is asked whether who follows still may: a token ends, and can be revoked.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private static readonly ApiError Full = new(
        StatusCodes.Status503ServiceUnavailable,
        "Too busy",
        "as many follow events as there is room for: come back later, or ask for the status");

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/_events", WriteAsync).Needs(Right.Read)
        .WithSummary("What happens, as server-sent events: revision, status, finding, proxy")
        .Produces<string>(StatusCodes.Status200OK, Form).Produces<ApiError>(StatusCodes.Status503ServiceUnavailable);

    // The head goes out at once: who follows knows that it is answered, long before anything happens.
    private static async Task WriteAsync(
        HttpContext http, EventLog events, FollowerLimit limit, AccessCheck access, TimeProvider time)
    {
        using var follow = events.Follow(limit.Most); // before the head: what happens once that has arrived is told
        if (follow is null)
        {
            await Answer.Of(Full).ExecuteAsync(http);
            return;
        }

        var lastId = http.Request.Headers[LastEventId].ToString();
        var position = lastId.Length == 0 ? events.Last : events.Parse(lastId);
        http.Response.ContentType = Form;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.StartAsync(http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var watch = WatchAsync(http, access, time, over);
        try
        {
            await SseFormatter.WriteAsync(ReadAsync(events, position, over.Token), http.Response.Body, http.RequestAborted);
        }
        finally
        {
            await over.CancelAsync();
            await watch;
        }
    }

    private static async Task WatchAsync(HttpContext http, AccessCheck access, TimeProvider time, CancellationTokenSource over)
    {
        while (true)
        {
            await Task.Delay(Look, time, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested) return;
            if (!await access.StillPassesAsync(http)) await over.CancelAsync();
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        EventLog events, long? position, [EnumeratorCancellation] CancellationToken left)
    {
        if (position is not { } number || events.After(number).Events is null)
        {
            number = events.Last;
            yield return Item(Resync, "{}", events.IdOf(number));
        }

        while (true)
        {
            var (missed, more) = events.After(number);
            if (missed is null)
            {
                yield return Item(Cut, """{"reason":"more happened than is kept while you read: come back, and look at all anew"}""", null);
                yield break;
            }

            foreach (var one in missed)
            {
                number = one.Number;
                yield return Item(one.Type, one.Json, events.IdOf(number));
            }

            if (missed.Count == 0) await more.WaitAsync(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (left.IsCancellationRequested) yield break;
        }
    }

    private static SseItem<string> Item(string type, string json, string? id) => new(json, type) { EventId = id };
}
