using Microsoft.IdentityModel.JsonWebTokens;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Requests;

namespace TrafficTrace.ControlPlane.Api.Tokens;

/// <summary>Makes tokens of users. What is made is kept nowhere, and told once.</summary>
internal static class UserTokenRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tokens/user", IssueAsync).Needs(Right.Admin)
        .WithSummary("A token by which a user calls the API")
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .Produces<ApiError>(StatusCodes.Status400BadRequest, Representations.Json)
        .Produces<ApiError>(StatusCodes.Status403Forbidden, Representations.Json)
        .Takes("name, groups, validFor (as 24h) and, for policy editors, tags");

    private static async Task<IResult> IssueAsync(
        HttpContext http, UserTokens tokens, TimeProvider time, ILogger<UserTokens> log)
    {
        var text = await RequestText.ReadAsync(http.Request, "token request");
        if (text.Refusal is { } refusal) return refusal;
        if (UserTokenBody.Read(text.Text, out var wrong) is not { } asked) return Answer.Of(wrong!);
        var token = await tokens.IssueAsync(asked.Caller, asked.ValidFor, http.RequestAborted);
        var groups = string.Join(", ", asked.Caller.Groups);
        var id = new JsonWebToken(token).Id; // by it the token can be revoked
        log.Issued(Author.CallerOf(http).Name, id, asked.Caller.Name, groups, time.GetUtcNow() + asked.ValidFor);
        return Results.Text(token);
    }
}
