using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Reads public keys, <c>MESH:KID=FILE</c> each, with which tokens are looked at that were made elsewhere.</summary>
internal static class PublicKeysReader
{
    private const int LeastBits = 2048;

    public static ImmutableArray<(string Mesh, RsaSecurityKey Key)> Read(GivenValue? given, List<Problem> problems)
    {
        var keys = ImmutableArray.CreateBuilder<(string Mesh, RsaSecurityKey Key)>();
        foreach (var value in given?.Values ?? [])
        {
            if (Of(value, out var wrong) is not { } key) problems.Add(new(given!.Key, $"'{value}' {wrong}"));
            else if (keys.Any(other => other.Mesh == key.Mesh && other.Key.KeyId == key.Key.KeyId))
                problems.Add(new(given!.Key, $"'{value}' is a second key of that mesh and number"));
            else keys.Add(key);
        }

        return keys.ToImmutable();
    }

    private static (string Mesh, RsaSecurityKey Key)? Of(string value, out string wrong)
    {
        wrong = "is none of MESH:KID=FILE";
        if (value.Split('=', 2) is not [var name, { Length: > 0 } file]) return null;
        if (name.Split(':', 2) is not [var mesh, { Length: > 0 } serial]) return null;
        if (NameRules.OfMesh(mesh).FirstOrDefault() is { } violation)
        {
            wrong = $"names no mesh: {violation}";
            return null;
        }

        return KeyIn(file, out wrong) is { } key ? (mesh, new RsaSecurityKey(key) { KeyId = serial }) : null;
    }

    private static RSAParameters? KeyIn(string file, out string wrong)
    {
        wrong = "";
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(File.ReadAllText(file));
            if (rsa.KeySize >= LeastBits) return rsa.ExportParameters(includePrivateParameters: false);
            wrong = $"has a key of {rsa.KeySize} bits: it needs {LeastBits} at least";
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            wrong = "holds no RSA key in PEM";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            wrong = $"can't be read: {unreadable.Message}";
        }

        return null;
    }
}
