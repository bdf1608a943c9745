using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Ports;

namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>
/// <c>POST /bootstrap</c> on the xDS ports. As with Kuma what is no request of kuma-dp is a 400 without a body, a GET too.
/// </summary>
internal static class BootstrapRoute
{
    private const string Json = "application/json";
    private const int MaxRequestBytes = 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Map("/bootstrap", AnswerAsync).Needs(Right.Nothing).WithMetadata(new OnXdsPort()).ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(HttpContext http, Bootstraps bootstraps)
    {
        if (await RequestAsync(http) is not { } request) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var (yaml, dataplane, refusal) = await bootstraps.OfAsync(request, http);
        if (refusal is { Text: "" }) return Results.StatusCode(refusal.Status);
        if (refusal is not null) return Results.Text(refusal.Text, statusCode: refusal.Status);
        http.Response.Headers["kuma-bootstrap-version"] = "3"; // 1.4 starts Envoy by it
        return http.Request.Headers.Accept == Json
            ? Results.Json(
                new KumaBootstrapAnswer(Encoding.UTF8.GetBytes(yaml!), new(new(false, null, dataplane!.Address), new([]))),
                KumaJson.Default.KumaBootstrapAnswer)
            : Results.Text(yaml!, "text/x-yaml");
    }

    /// <summary>Null for what is none.</summary>
    private static async Task<KumaBootstrapRequest?> RequestAsync(HttpContext http)
    {
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxRequestBytes;
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, KumaJson.Default.KumaBootstrapRequest, http.RequestAborted);
        }
        catch (Exception none) when (none is JsonException or BadHttpRequestException or InvalidOperationException)
        {
            return null;
        }
    }
}
