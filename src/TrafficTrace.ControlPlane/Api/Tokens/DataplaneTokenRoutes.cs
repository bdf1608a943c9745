using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Proxies;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Tokens;

/// <summary>Makes tokens of proxies. What is made is kept nowhere, and told once.</summary>
internal static class DataplaneTokenRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tokens/dataplane", IssueAsync).Needs(Right.Admin)
        .WithSummary("A token by which a proxy shows who it is")
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .Produces<ApiError>(StatusCodes.Status400BadRequest, Representations.Json)
        .Produces<ApiError>(StatusCodes.Status403Forbidden, Representations.Json)
        .Produces<ApiError>(StatusCodes.Status404NotFound, Representations.Json)
        .Takes("mesh, name, tags (as lists of values), type (dataplane) and validFor (as 720h)");

    private static async Task<IResult> IssueAsync(
        HttpContext http, ResourceStore store, DataplaneTokens tokens, TimeProvider time, ILogger<DataplaneTokens> log)
    {
        var text = await RequestText.ReadAsync(http.Request, "token request");
        if (text.Refusal is { } refusal) return refusal;
        if (DataplaneTokenBody.Read(text.Text, out var wrong) is not { } asked) return Answer.Of(wrong!);
        var mesh = asked.Claims.Mesh!;
        if (store.Current.MeshOf(mesh).Mesh is null) return Answer.Of(NoMesh(mesh));
        var (token, id) = await tokens.IssueAsync(asked.Claims, asked.ValidFor, http.RequestAborted);
        if (token.Length > DataplaneTokens.MaxLength)
            return Answer.Of(ApiError.Invalid("Invalid request", "tags", $"make a token that is too long: {token.Length} characters"));
        log.Issued(Author.CallerOf(http).Name, id, asked.Claims.Name ?? "", mesh, time.GetUtcNow() + asked.ValidFor);
        return Results.Text(token);
    }

    /// <summary>In Kuma's words: there a mesh that is not there has no key.</summary>
    private static ApiError NoMesh(string mesh) => new(
        StatusCodes.Status404NotFound,
        "Signing Key not found",
        $"there is no signing key with KID 1. Secret of name \"dataplane-token-signing-key-{mesh}-1\" in mesh \"{mesh}\" is not found. "
            + "If signing key was rotated, regenerate the token");
}
