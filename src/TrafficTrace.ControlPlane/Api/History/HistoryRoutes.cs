using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Transactions;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.History;

/// <summary>Who wrote what and when, and the way back.</summary>
internal static class HistoryRoutes
{
    private const int DefaultSize = 20;
    private const int MaxSize = 100;
    private const int MaxChanges = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/_history", ListAsync).Needs(Right.Read).Tells<HistoryAnswer>("Who wrote what, newest first", 400)
            .Asks("mesh", "of this mesh; a Mesh's is its own").Asks("kind", "of this kind").Asks("name", "of resources of this name")
            .Asks("size", $"how many, 1 to {MaxSize}; else {DefaultSize}").Asks("before", "before this position");
        api.MapPost("/_history/{position:long}/_undo", UndoAsync).Needs(Right.Write)
            .Tells<TransactionAnswer>("Writes what was before an entry of the history", 400, 403, 404, 409);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IJournal journal)
    {
        if (QueryOf(http.Request.Query, out var refusal) is not { } query) return Answer.Of(refusal!);
        // One more tells whether there is a next page.
        var entries = await journal.HistoryAsync(query with { Size = query.Size + 1 }, http.RequestAborted);
        HistoryItem[] items = [.. entries.Take(query.Size).Select(Of)];
        var next = entries.Length > query.Size ? Next(http.Request, items[^1].Position) : null;
        return Answer.Of(new HistoryAnswer(items, next), ApiJson.Default.HistoryAnswer);
    }

    private static async Task<IResult> UndoAsync(
        HttpContext http, long position, IJournal journal, ApiWriter writer, TransactionAnswers answers)
    {
        if (await journal.FindAsync(position, http.RequestAborted) is not { } entry) return Answer.Of(Undo.Gone);
        if (entry.Origin != Origin.Api) return Answer.Of(Undo.OfFile(entry));
        if (Undo.Unread(entry) is { } unread) return Answer.Of(unread);
        var outcome = await writer.WriteAsync(Undo.Of(entry), Author.Of(http), http.RequestAborted);
        return answers.Of(
            http,
            outcome,
            outcome.Decision.Plan is { } plan ? [.. Undo.ChangedSince(entry, plan), .. Warnings.Of(plan, [])] : []);
    }

    private static HistoryQuery? QueryOf(IQueryCollection query, out ApiError? refusal)
    {
        refusal = null;
        var (before, size) = (Number(query, "before", long.MaxValue), Number(query, "size", DefaultSize));
        var kind = query["kind"].FirstOrDefault();
        var row = kind is null ? null : KindTable.FindServed(kind);
        InvalidParameter?[] wrong =
        [
            before is null ? new("before", "has to be a position, a whole number") : null,
            size is null or < 1 or > MaxSize ? new("size", $"has to be a whole number from 1 to {MaxSize}") : null,
            kind is not null && row is null ? new("kind", "is not served") : null,
        ];
        if (Array.Exists(wrong, parameter => parameter is not null))
            refusal = ApiError.Invalid("Could not read the history", wrong.OfType<InvalidParameter>(), "Query is not valid");
        return refusal is not null
            ? null
            : new(before!.Value, (int)size!.Value)
            {
                Mesh = query["mesh"].FirstOrDefault(),
                Kind = row?.Kind,
                Name = query["name"].FirstOrDefault(),
            };
    }

    /// <summary>Null when something else stands there.</summary>
    private static long? Number(IQueryCollection query, string name, long otherwise)
    {
        if (query[name].FirstOrDefault() is not { Length: > 0 } text) return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Next(HttpRequest request, long before)
    {
        var query = request.Query.Where(parameter => parameter.Key != "before").Append(new("before", $"{before}"));
        return QueryHelpers.AddQueryString($"{request.Scheme}://{request.Host}{request.Path.ToUriComponent()}", query);
    }

    private static HistoryItem Of(JournalEntry entry) =>
        new(entry.Position, entry.At, entry.Who, entry.From, [.. entry.Changes.Take(MaxChanges).Select(Of)])
        {
            MoreChanges = Math.Max(0, entry.Changes.Length - MaxChanges),
        };

    private static HistoryChange Of(JournalChange change) =>
        new(change.Key.Kind.ToString(), change.Key.Mesh, change.Key.Name, ResourceDiff.Of(change));
}
