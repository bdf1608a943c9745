using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTrace.ControlPlane.Access.Keys;

/// <summary>Reads private RSA keys as Kuma keeps them: PEM, or DER in its versions before 1.4.</summary>
internal static class KeyMaterial
{
    private const int LeastBits = 2048;

    /// <summary>As PKCS#8; null where it is none, or too short.</summary>
    public static ImmutableArray<byte>? Read(byte[] data)
    {
        using var rsa = RSA.Create();
        var isKey = Imports(() => rsa.ImportFromPem(Encoding.ASCII.GetString(data)))
            || Imports(() => rsa.ImportRSAPrivateKey(data, out _))
            || Imports(() => rsa.ImportPkcs8PrivateKey(data, out _));
        return isKey && rsa.KeySize >= LeastBits && Pkcs8(rsa) is { } key ? [.. key] : null;
    }

    private static byte[]? Pkcs8(RSA rsa)
    {
        try
        {
            return rsa.ExportPkcs8PrivateKey();
        }
        catch (CryptographicException)
        {
            return null; // a public one
        }
    }

    private static bool Imports(Action import)
    {
        try
        {
            import();
            return true;
        }
        catch (Exception other) when (other is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
