using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Resources;
using TrafficTrace.Core.Access;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Keys;

/// <summary>
/// Takes Kuma's signing keys and revocations in under the names that they have there, so that its tokens go on being good. Of what is there
/// the name is told, and nothing else.
/// </summary>
internal static class SecretRoutes
{
    private const string Title = "Could not process a resource";

    private static readonly string Known =
        $"{new SecretName(KeyPurpose.Dataplane("MESH"), "SERIAL")}, {new SecretName(KeyPurpose.Dataplane("MESH"), null)}, "
            + $"{new SecretName(KeyPurpose.User, "SERIAL")} and {new SecretName(KeyPurpose.User, null)}";

    public static void Map(IEndpointRouteBuilder api)
    {
        Page.Describe(api.MapGet("/meshes/{mesh}/secrets", List).Needs(Right.Admin).Tells<SecretsAnswer>("Names of a mesh's keys", 400));
        Page.Describe(api.MapGet("/global-secrets", ListGlobal).Needs(Right.Admin).Tells<SecretsAnswer>("Names of the users' keys", 400));
        Takes(api.MapPut("/meshes/{mesh}/secrets/{name}", PutAsync));
        Takes(api.MapPut("/global-secrets/{name}", (HttpContext http, string name, ResourceStore store, IKeyring keyring,
            TimeProvider time, ILogger<SigningKeys> log) => PutAsync(http, null, name, store, keyring, time, log)));
        api.MapGet("/meshes/{mesh}/secrets/{name}", Get).Needs(Right.Admin).Tells<SecretItem>("That there is such a key", 404);
        api.MapGet("/global-secrets/{name}", (string name, IKeyring keyring) => Get(null, name, keyring)).Needs(Right.Admin)
            .Tells<SecretItem>("That there is such a key", 404);
    }

    private static void Takes(RouteHandlerBuilder put) => put.Needs(Right.Admin)
        .WithSummary("Takes in a signing key of Kuma's, or its revoked tokens")
        .Produces(StatusCodes.Status200OK).Produces(StatusCodes.Status201Created)
        .Produces<ApiError>(StatusCodes.Status400BadRequest, Representations.Json)
        .Produces<ApiError>(StatusCodes.Status404NotFound, Representations.Json)
        .Produces<ApiError>(StatusCodes.Status409Conflict, Representations.Json)
        .Takes("a Secret or GlobalSecret as Kuma has it: type, mesh, name and data");

    private static IResult List(HttpContext http, string mesh, IKeyring keyring) => Listed(http, mesh, keyring.Current);

    private static IResult ListGlobal(HttpContext http, IKeyring keyring) => Listed(http, null, keyring.Current);

    private static IResult Listed(HttpContext http, string? mesh, KeySet keys)
    {
        if (Page.Of(http.Request.Query, out var refusal) is not { } page) return Answer.Of(refusal!);
        var purpose = new KeyPurpose(mesh);
        var names = keys.Of(purpose).Select(key => new SecretName(purpose, key.Serial)).ToList();
        if (keys.Revoked.Keys.Any(one => one.Purpose == purpose)) names.Add(new(purpose, null));
        SecretItem[] items = [.. page.Of(names).Select(Told)];
        return Answer.Of(new SecretsAnswer(names.Count, items, page.Next(http.Request, names.Count)), ApiJson.Default.SecretsAnswer);
    }

    private static IResult Get(string? mesh, string name, IKeyring keyring)
    {
        var keys = keyring.Current;
        var isThere = SecretName.Of(mesh, name) is { } secret && (secret.Serial is { } serial
            ? keys.Find(secret.Purpose, serial) is not null
            : keys.Revoked.Keys.Any(one => one.Purpose == secret.Purpose));
        return isThere ? Answer.Of(Told(SecretName.Of(mesh, name)!), ApiJson.Default.SecretItem) : Answer.Of(ApiError.NoResource());
    }

    private static SecretItem Told(SecretName name) =>
        new(name.Purpose.Mesh is null ? "GlobalSecret" : "Secret", name.Purpose.Mesh, name.ToString());

    private static async Task<IResult> PutAsync(
        HttpContext http, string? mesh, string name, ResourceStore store, IKeyring keyring, TimeProvider time, ILogger<SigningKeys> log)
    {
        var text = await RequestText.ReadAsync(http.Request, "secret");
        if (text.Refusal is { } refusal) return refusal;
        if (SecretName.Of(mesh, name) is not { } secret)
            return Answer.Of(ApiError.Invalid(Title, "name", $"is no secret that is taken here: these are {Known}"));
        if (mesh is not null && store.Current.MeshOf(mesh).Mesh is null) return Answer.Of(ApiError.NoMesh());
        if (DataOf(text.Text) is not { } data)
            return Answer.Of(ApiError.Invalid(Title, "data", "has to be there, in base64"));
        return secret.Serial is { } serial
            ? await TakeKeyAsync(http, secret, serial, data, keyring, time, log)
            : await TakeRevocationsAsync(http, secret, data, keyring, time, log);
    }

    private static async Task<IResult> TakeKeyAsync(
        HttpContext http, SecretName secret, string serial, byte[] data, IKeyring keyring, TimeProvider time, ILogger log)
    {
        if (KeyMaterial.Read(data) is not { } material)
            return Answer.Of(ApiError.Invalid(Title, "data", "has to be a private RSA key of 2048 bits or more, in PEM or DER"));
        if (await keyring.TryAddAsync(new(secret.Purpose, serial, material, time.GetUtcNow()), http.RequestAborted))
        {
            log.KeyTaken(Author.CallerOf(http).Name, $"{secret.Purpose}", serial);
            return Results.StatusCode(StatusCodes.Status201Created);
        }

        if (keyring.Current.Find(secret.Purpose, serial)?.Private.SequenceEqual(material) == true) return Results.Ok();
        return Answer.Of(new ApiError(
            StatusCodes.Status409Conflict,
            Title,
            $"{secret.Purpose} has another key of number {serial}, or {KeySet.Most} keys: take it away first (DELETE /_keys)"));
    }

    private static async Task<IResult> TakeRevocationsAsync(
        HttpContext http, SecretName secret, byte[] data, IKeyring keyring, TimeProvider time, ILogger log)
    {
        string[] ids =
            [.. Encoding.UTF8.GetString(data).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (Array.Exists(ids, id => id.Length > Revocation.LongestId))
            return Answer.Of(ApiError.Invalid(Title, "data", "has to be ids of tokens with commas"));
        var now = time.GetUtcNow();
        if (!await keyring.RevokeAsync([.. ids.Select(id => new Revocation(secret.Purpose, id, now))], http.RequestAborted))
            return Answer.Of(ApiError.Invalid(Title, "data", RevocationRoutes.Full));
        log.Revoked(Author.CallerOf(http).Name, ids.Length, $"{secret.Purpose}");
        return Results.Ok();
    }

    /// <summary>Null where there is none.</summary>
    private static byte[]? DataOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ApiJson.Default.SecretRequest)?.Data is { Length: > 0 } data
                ? Convert.FromBase64String(data)
                : null;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            return null;
        }
    }
}
