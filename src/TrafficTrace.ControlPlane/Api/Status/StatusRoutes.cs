using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Api.Status;

/// <summary>How far what was written has come: who has it, who refuses it and why, and who is still to answer.</summary>
internal static class StatusRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var policies = KindTable.Of(ResourceKind.TrafficTrace).Plural;
        Describe(api.MapGet($"/meshes/{{mesh}}/{policies}/{{name}}/_status", OfPolicy), "Delivery of a policy");
        Describe(
            api.MapGet("/meshes/{mesh}/backends/{name}/_status", OfBackend), "Delivery of a backend, to those whose collector it is");
        Describe(api.MapGet("/meshes/{mesh}/_status", OfMesh), "Delivery of a mesh, and of each of its policies");
    }

    private static void Describe(RouteHandlerBuilder route, string summary) =>
        route.Needs(Right.Read).Tells<DeliveryStatus>(summary, 400, 404)
            .Asks(StatusWait.AtLeast, "Wait until this revision was looked at, as a write answered it")
            .Asks(StatusWait.Wait, "How long to wait at most for that, and until no connected proxy is pending: 5s");

    private static Task<IResult> OfPolicy(string mesh, string name, HttpContext http, StatusWait wait) =>
        wait.AnswerAsync(http, statuses => statuses.OfPolicy(mesh, name));

    private static Task<IResult> OfBackend(string mesh, string name, HttpContext http, StatusWait wait) =>
        wait.AnswerAsync(http, statuses => statuses.OfBackend(mesh, name));

    private static Task<IResult> OfMesh(string mesh, HttpContext http, StatusWait wait) =>
        wait.AnswerAsync(http, statuses => statuses.OfMesh(mesh));
}
