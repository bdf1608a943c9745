using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TrafficTrace.ControlPlane.Tls;

/// <summary>A certificate that a port can show: with its key, and with those between it and its authority.</summary>
internal sealed record ServerCertificate(SslStreamCertificateContext Context)
{
    private const int FewestRsaBits = 2048; // OpenSSL takes no shorter one by default

    public DateTimeOffset NotAfter => Context.TargetCertificate.NotAfter;

    public string Thumbprint => Context.TargetCertificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <param name="chain">PEM: the certificate first.</param>
    /// <param name="key">PEM: its key, RSA or elliptic, not encrypted.</param>
    /// <returns>The certificate, or why the two texts are none.</returns>
    public static (ServerCertificate? Certificate, string? Fault) Read(string chain, string key)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(chain);
        }
        catch (CryptographicException broken)
        {
            return (null, $"the certificate can't be read: {broken.Message}");
        }

        if (certificates.Count == 0) return (null, "the file of the certificate holds none (-----BEGIN CERTIFICATE-----)");
        return KeyFault(key) is { } fault ? (null, fault) : Join(certificates, key);
    }

    private static string? KeyFault(string key)
    {
        if (!PemEncoding.TryFind(key, out _)) return "the file of the key holds none (-----BEGIN PRIVATE KEY-----)";
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
            return "the key is encrypted: take the passphrase off (openssl pkey -in FILE)";
        return key.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? null : "the file of the key holds no private key";
    }

    private static (ServerCertificate? Certificate, string? Fault) Join(X509Certificate2Collection certificates, string key)
    {
        var leaf = certificates[0];
        if (leaf.GetRSAPublicKey()?.KeySize is { } bits && bits < FewestRsaBits)
            return (null, $"the RSA key has {bits} bits, and clients take no fewer than {FewestRsaBits}");
        try
        {
            var own = X509Certificate2.CreateFromPem(leaf.ExportCertificatePem(), key);
            certificates.RemoveAt(0);
            return (new(SslStreamCertificateContext.Create(own, certificates, offline: true)), null);
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            return (null, "the key is not that of the certificate (the first one of its file)");
        }
    }
}
