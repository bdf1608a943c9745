using TrafficTrace.Core.Access;

namespace TrafficTrace.ControlPlane.Api.Keys;

/// <summary>What a secret of Kuma's is by its name: a signing key, or, without a serial, a list of revoked tokens.</summary>
internal sealed record SecretName(KeyPurpose Purpose, string? Serial)
{
    private const string Key = "token-signing-key";
    private const string Revocations = "token-revocations";

    /// <summary>Null for any other.</summary>
    /// <param name="mesh">Of the secret; null for a GlobalSecret.</param>
    /// <param name="name">As in Kuma.</param>
    public static SecretName? Of(string? mesh, string name)
    {
        var (purpose, of) = mesh is null ? (KeyPurpose.User, "user") : (KeyPurpose.Dataplane(mesh), "dataplane");
        var suffix = mesh is null ? "" : $"-{mesh}";
        if (name == $"{of}-{Revocations}{suffix}") return new(purpose, null);
        var key = $"{of}-{Key}{suffix}-";
        return name.StartsWith(key, StringComparison.Ordinal) && IsSerial(name[key.Length..]) ? new(purpose, name[key.Length..]) : null;
    }

    public override string ToString()
    {
        var of = Purpose.Mesh is null ? "user" : "dataplane";
        var suffix = Purpose.Mesh is { } mesh ? $"-{mesh}" : "";
        return Serial is null ? $"{of}-{Revocations}{suffix}" : $"{of}-{Key}{suffix}-{Serial}";
    }

    private static bool IsSerial(string text) => text.Length is > 0 and <= 18 && text[0] != '0' && text.All(char.IsAsciiDigit);
}
