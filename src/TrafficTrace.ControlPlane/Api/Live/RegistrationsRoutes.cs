using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Resources;
using TrafficTrace.Fleet.Registration;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>Proxies that brought their Dataplanes, and those of them that stay although nobody has them.</summary>
internal static class RegistrationsRoutes
{
    private static readonly ApiError NobodyLost = ApiError.NotFound("No proxy of this mesh has lost contact together with others");

    public static void Map(IEndpointRouteBuilder api)
    {
        Page.Describe(
            api.MapGet("/_registrations", ListAsync).Needs(Right.Read)
                .Tells<RegistrationsAnswer>("Proxies that brought their Dataplanes", 400)
                .Asks("mesh", "its name"));
        api.MapPost("/_registrations/{mesh}/_release", ReleaseAsync).Needs(Right.Admin)
            .Tells<ReleaseAnswer>("Lets those proxies go that went away together and have not returned", 404);
    }

    private static async Task<IResult> ListAsync(HttpContext http, Registrar registrar)
    {
        if (Page.Of(http.Request.Query, out var refusal) is not { } page) return Answer.Of(refusal!);
        var mesh = http.Request.Query["mesh"].ToString();
        var all = await registrar.ListAsync(http.RequestAborted);
        RegisteredDataplane[] asked = mesh.Length == 0 ? [.. all] : [.. all.Where(registered => registered.Mesh == mesh)];
        RegistrationAnswer[] items = [.. page.Of(asked).Select(RegistrationAnswer.Of)];
        return Answer.Of(
            new RegistrationsAnswer(asked.Length, items, page.Next(http.Request, asked.Length)), ApiJson.Default.RegistrationsAnswer);
    }

    private static async Task<IResult> ReleaseAsync(string mesh, HttpContext http, Registrar registrar) =>
        await registrar.ReleaseAsync(mesh, http.RequestAborted) is > 0 and var released
            ? Answer.Of(new ReleaseAnswer(released), ApiJson.Default.ReleaseAnswer)
            : Answer.Of(NobodyLost);
}
