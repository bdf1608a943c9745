using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Reports.Previews;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.Transactions;

/// <summary>What <c>_apply</c> would do with the same request.</summary>
internal static class PreviewRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/_preview", PreviewAsync)
        .Needs(Right.Read).Tells<Preview>("What applying documents and deletions would change; nothing is written", 400, 413)
        .Asks("delete", "KIND/MESH/NAME, of a Mesh KIND/NAME; may repeat").Takes("Documents of YAML, or a JSON list");

    public static async Task<IResult> PreviewAsync(HttpContext http, WritePreviews previews, ReaderOptions options)
    {
        var body = await ApplyBody.ReadAsync(http.Request, options);
        if (!body.Errors.IsEmpty) return previews.Show(body.Errors);
        return body.Write is { } write ? previews.Show(write, body.Warnings) : body.Refusal!;
    }
}
