using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TrafficTrace.Cli.Tls;

/// <summary>
/// Issues certificates for a control plane's ports. For who has no authority of his own: keys are elliptic (P-256), and nothing is revoked.
/// </summary>
internal sealed class CertificateAuthority(X509Certificate2 certificate) : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // RFC 5280 4.2.1.12: id-kp-serverAuth
    private const int SerialLength = 16;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public X509Certificate2 Certificate => certificate;

    /// <summary>A new one, signed by itself.</summary>
    public static CertificateAuthority Create(DateTimeOffset now, TimeSpan validFor)
    {
        using var key = NewKey();
        var request = new CertificateRequest("CN=TrafficTrace CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return new(request.CreateSelfSigned(now - ClockSkew, now + validFor));
    }

    /// <exception cref="CryptographicException">The texts are no certificate, no key, or no pair.</exception>
    public static CertificateAuthority Read(string certificate, string key) => new(X509Certificate2.CreateFromPem(certificate, key));

    /// <summary>A certificate for a server that is called by <paramref name="hosts"/>: IP addresses and DNS names. Ends no later than the
    /// authority does.</summary>
    public PemPair Issue(IEnumerable<string> hosts, DateTimeOffset now, TimeSpan validFor)
    {
        using var key = NewKey();
        var request = new CertificateRequest("CN=traffictrace-cp", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(Names(hosts));
        var end = now + validFor;
        using var issued = request.Create(
            certificate, now - ClockSkew, end < certificate.NotAfter ? end : certificate.NotAfter,
            RandomNumberGenerator.GetBytes(SerialLength));
        return new(issued.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Its own two texts.</summary>
    public PemPair Export()
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return new(certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public void Dispose() => certificate.Dispose();

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static X509Extension Names(IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }

        return names.Build();
    }
}
