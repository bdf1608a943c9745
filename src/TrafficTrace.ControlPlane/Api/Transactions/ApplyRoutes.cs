using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.Transactions;

/// <summary>Many documents and deletions as one write: all or nothing, one entry of the history, one undo.</summary>
internal static class ApplyRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/_apply", ApplyAsync)
        .Needs(Right.Write).Tells<TransactionAnswer>("Writes many documents and deletes others, all or nothing", 400, 403, 404, 409, 413)
        .Asks("delete", "KIND/MESH/NAME, of a Mesh KIND/NAME; may repeat").Takes("Documents of YAML, or a JSON list")
        .Previews();

    private static async Task<IResult> ApplyAsync(
        HttpContext http, ApiWriter writer, WritePreviews previews, TransactionAnswers answers, ReaderOptions options)
    {
        if (TakesPreview.IsDry(http.Request)) return await PreviewRoutes.PreviewAsync(http, previews, options);
        var body = await ApplyBody.ReadAsync(http.Request, options);
        if (body.Write is not { } write) return body.Refusal!;
        var outcome = await writer.WriteAsync(write, Author.Of(http), http.RequestAborted);
        return answers.Of(http, outcome, outcome.Decision.Plan is { } plan ? Warnings.Of(plan, body.Warnings) : []);
    }
}
