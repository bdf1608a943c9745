using System.Security.Cryptography;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.Core.Access;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Keys;

/// <summary>Signing keys: which there are, a new one beside them, and an old one away.</summary>
internal static class KeyRoutes
{
    private const string Path = "/_keys";
    private const string Title = "Could not change signing keys";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(Path, List).Needs(Right.Admin).Tells<KeysAnswer>("The signing keys: their public halves");
        api.MapPost(Path, RotateAsync).Needs(Right.Admin).Tells<KeyItem>("A new key that signs from now on; the others stay good", 400, 404)
            .Takes("purpose: user, replicas or dataplane:MESH");
        api.MapDelete(Path, RemoveAsync).Needs(Right.Admin)
            .WithSummary("Takes a key away: what it has signed is good no more")
            .Produces(StatusCodes.Status200OK)
            .Produces<ApiError>(StatusCodes.Status400BadRequest, Representations.Json)
            .Produces<ApiError>(StatusCodes.Status404NotFound, Representations.Json)
            .Asks("purpose", "user, replicas or dataplane:MESH").Asks("serial", "its number");
    }

    private static IResult List(IKeyring keyring)
    {
        var keys = keyring.Current;
        var items = keys.All.OrderBy(key => key.Purpose.ToString(), StringComparer.Ordinal).ThenBy(key => key.Number)
            .Select(key => Told(key, keys)).ToArray();
        return Answer.Of(new KeysAnswer(items), ApiJson.Default.KeysAnswer);
    }

    private static async Task<IResult> RotateAsync(
        HttpContext http, ResourceStore store, SigningKeys keys, ILogger<SigningKeys> log)
    {
        var text = await RequestText.ReadAsync(http.Request, "request");
        if (text.Refusal is { } refusal) return refusal;
        if (JsonRequest.Read(text.Text, ApiJson.Default.KeyRequest, "request", out var wrong) is not { } asked) return Answer.Of(wrong!);
        if (KeyPurpose.Parse(asked.Purpose ?? "") is not { } purpose) return Answer.Of(NoPurpose());
        if (purpose.Mesh is { } mesh && store.Current.MeshOf(mesh).Mesh is null) return Answer.Of(ApiError.NoMesh());
        if (await keys.RotateAsync(purpose, http.RequestAborted) is not { } key)
            return Answer.Of(ApiError.Invalid(Title, "purpose", $"has {KeySet.Most} keys already: take old ones away"));
        log.KeyMade(Author.CallerOf(http).Name, $"{purpose}", key.Serial);
        return Answer.Of(Told(key, keys.Current), ApiJson.Default.KeyItem);
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, IKeyring keyring, ILogger<SigningKeys> log)
    {
        var (given, serial) = (http.Request.Query["purpose"].ToString(), http.Request.Query["serial"].ToString());
        if (KeyPurpose.Parse(given) is not { } purpose) return Answer.Of(NoPurpose());
        if (!await keyring.RemoveAsync(purpose, serial, http.RequestAborted))
            return Answer.Of(ApiError.NotFound("Signing Key not found"));
        log.KeyGone(Author.CallerOf(http).Name, given, serial);
        return Results.Ok();
    }

    private static ApiError NoPurpose() => ApiError.Invalid(Title, "purpose", "has to be user, replicas or dataplane:MESH");

    private static KeyItem Told(SigningKey key, KeySet keys)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key.Private.AsSpan(), out _);
        return new(
            $"{key.Purpose}", key.Serial, key.MadeAt, keys.Newest(key.Purpose) == key, rsa.ExportSubjectPublicKeyInfoPem());
    }
}
