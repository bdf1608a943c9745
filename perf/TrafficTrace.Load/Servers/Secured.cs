using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TrafficTrace.Load.Http2;

namespace TrafficTrace.Load.Servers;

/// <summary>A certificate, and where wanted a key for tokens, in files of a run: what servers and proxies of it take.</summary>
internal sealed class Secured
{
    private const string Mesh = "default";
    private const string Serial = "load";
    private const int KeySize = 2048;

    public Secured(string directory, bool withToken)
    {
        (Certificate, Key) = (Path.Combine(directory, "tls.crt"), Path.Combine(directory, "tls.key"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=traffictrace-load", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(Certificate, own.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        Access = new(own, withToken ? Token(directory) : null);
    }

    public string Certificate { get; }

    public string Key { get; }

    /// <summary>With which tokens of the mesh are verified; null where proxies show none.</summary>
    public string? PublicKey { get; private set; }

    public Access Access { get; }

    /// <summary>Options of a control plane.</summary>
    public string[] Options =>
    [
        "--xds-tls-cert", Certificate, "--xds-tls-key", Key,
        .. PublicKey is null ? [] : new[] { "--xds-auth", "token", "--dataplane-token-public-key", $"{Mesh}:{Serial}={PublicKey}" },
    ];

    // Of a mesh, so one for all.
    private string Token(string directory)
    {
        using var key = RSA.Create(KeySize);
        PublicKey = Path.Combine(directory, "token.pub");
        File.WriteAllText(PublicKey, key.ExportSubjectPublicKeyInfoPem());
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var text = Encoded($$"""{"alg":"RS256","typ":"JWT","kid":"{{Serial}}"}""") + "."
            + Encoded($$"""{"Mesh":"{{Mesh}}","Type":"dataplane","jti":"load","iat":{{now}},"nbf":{{now - 300}},"exp":{{now + 86400}}}""");
        var signature = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
