using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Keys;

/// <summary>
/// Kuma's signing keys and revocations among documents: kinds <c>Secret</c> and <c>GlobalSecret</c>, by the names that it gives these.
/// </summary>
internal sealed class TokenSecrets
{
    private const string OfMesh = "Secret";
    private const string Global = "GlobalSecret";

    private readonly JsonObject[] _secrets;

    private TokenSecrets(JsonObject[] secrets) => _secrets = secrets;

    public bool IsEmpty => _secrets.Length == 0;

    /// <param name="input">Counts what documents of other kinds there are.</param>
    /// <param name="documents">All of them; asked for where that may be worth it.</param>
    public static TokenSecrets Of(ResourceInput input, Func<IEnumerable<Source>> documents)
    {
        var isWorthIt = input.Errors.IsEmpty && (input.Skipped.ContainsKey(OfMesh) || input.Skipped.ContainsKey(Global));
        return new(isWorthIt ? [.. documents().Select(document => document.Node).OfType<JsonObject>().Where(IsOne)] : []);
    }

    /// <summary>A preview knows documents alone.</summary>
    public void SayLeftOut(TextWriter error)
    {
        if (!IsEmpty) error.WriteLine($"left out of the preview: keys and revocations, {_secrets.Length} in all");
    }

    /// <summary>What was found in the files, without these among what is skipped.</summary>
    public ResourceInput Without(ResourceInput input)
    {
        var skipped = input.Skipped;
        foreach (var (kind, count) in _secrets.CountBy(secret => secret.Text("type")))
        {
            var left = skipped.GetValueOrDefault(kind) - count;
            skipped = left > 0 ? skipped.SetItem(kind, left) : skipped.Remove(kind);
        }

        return input with { Skipped = skipped };
    }

    /// <summary>Sends each, and tells what became of it; never what is in it.</summary>
    public async Task PutAsync(Session session, CancellationToken cancellation)
    {
        foreach (var secret in _secrets)
        {
            (await session.Client.SendAsync(HttpMethod.Put, PathOf(secret), secret, cancellation)).OrRefuse();
            await session.Output.WriteLineAsync(Plain.Line($"took in {secret.Text("type")} \"{secret.Text("name")}\""));
        }
    }

    private static string PathOf(JsonObject secret) => secret.Text("type") == Global
        ? ApiPath.Of("global-secrets", secret.Text("name"))
        : ApiPath.Of("meshes", MeshOf(secret), "secrets", secret.Text("name"));

    private static string MeshOf(JsonObject secret) => secret.Text("mesh") is { Length: > 0 } mesh ? mesh : "default";

    private static bool IsOne(JsonObject document)
    {
        var name = document.Text("name");
        return document.Text("type") switch
        {
            OfMesh => name.StartsWith("dataplane-token-signing-key-", StringComparison.Ordinal)
                || name.StartsWith("dataplane-token-revocations-", StringComparison.Ordinal),
            Global => name.StartsWith("user-token-signing-key-", StringComparison.Ordinal) || name == "user-token-revocations",
            _ => false,
        };
    }
}
