using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Resources;
using TrafficTrace.Core.Access;

namespace TrafficTrace.ControlPlane.Api.Keys;

/// <summary>Tokens that are good no more, though they are signed and have not expired.</summary>
internal static class RevocationRoutes
{
    private const string Path = "/_revocations";
    private const string Title = "Could not revoke";
    private const int MostAtOnce = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        Page.Describe(api.MapGet(Path, List).Needs(Right.Admin).Tells<RevocationsAnswer>("Revoked tokens, by id", 400));
        api.MapPost(Path, RevokeAsync).Needs(Right.Admin).WithSummary("Revokes tokens: what is connected by them ends within a second")
            .Produces(StatusCodes.Status200OK)
            .Produces<ApiError>(StatusCodes.Status400BadRequest, Representations.Json)
            .Takes("purpose (user, or dataplane:MESH) and ids: the jti of each token");
    }

    private static IResult List(HttpContext http, IKeyring keyring)
    {
        if (Page.Of(http.Request.Query, out var refusal) is not { } page) return Answer.Of(refusal!);
        var all = keyring.Current.Revoked.Values.OrderBy(one => one.Purpose.ToString(), StringComparer.Ordinal)
            .ThenBy(one => one.TokenId, StringComparer.Ordinal).ToArray();
        var items = page.Of(all).Select(one => new RevocationItem($"{one.Purpose}", one.TokenId, one.At)).ToArray();
        return Answer.Of(new RevocationsAnswer(all.Length, items, page.Next(http.Request, all.Length)), ApiJson.Default.RevocationsAnswer);
    }

    private static async Task<IResult> RevokeAsync(HttpContext http, IKeyring keyring, TimeProvider time, ILogger<SigningKeys> log)
    {
        var text = await RequestText.ReadAsync(http.Request, "request");
        if (text.Refusal is { } refusal) return refusal;
        if (JsonRequest.Read(text.Text, ApiJson.Default.RevocationRequest, "request", out var wrong) is not { } asked)
            return Answer.Of(wrong!);
        if (KeyPurpose.Parse(asked.Purpose ?? "") is not { } purpose || purpose == KeyPurpose.Replicas)
            return Answer.Of(ApiError.Invalid(Title, "purpose", "has to be user or dataplane:MESH"));
        if (asked.Ids is not { Length: > 0 and <= MostAtOnce } ids || !ids.All(IsId))
            return Answer.Of(ApiError.Invalid(Title, "ids", $"has to be 1 to {MostAtOnce} ids of up to {Revocation.LongestId} characters"));
        var now = time.GetUtcNow();
        if (!await keyring.RevokeAsync([.. ids.Select(id => new Revocation(purpose, id, now))], http.RequestAborted))
            return Answer.Of(ApiError.Invalid(Title, "ids", Full));
        log.Revoked(Author.CallerOf(http).Name, ids.Length, $"{purpose}");
        return Results.Ok();
    }

    private static bool IsId(string? id) => id is { Length: > 0 and <= Revocation.LongestId };

    public static string Full { get; } =
        $"would be over {KeySet.MostRevoked} revocations: rotate the signing key, and take the old one away";
}
