using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using TrafficTrace.Cli.Tls;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>An authority, and a certificate of it for 127.0.0.1 in files.</summary>
internal sealed class TlsFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("traffictrace-tls-").FullName;

    public TlsFolder()
    {
        WritePair();
        File.WriteAllText(CaFile, Authority);
    }

    public CertificateAuthority Issuer { get; } = CertificateAuthority.Create(DateTimeOffset.UtcNow, TimeSpan.FromDays(1));

    public TlsFiles Files => new(Path.Combine(_path, "tls.crt"), Path.Combine(_path, "tls.key"));

    public string CaFile => Path.Combine(_path, "ca.crt");

    /// <summary>Its certificate, PEM.</summary>
    public string Authority => Issuer.Export().Certificate;

    /// <summary>A new certificate in the place of the old one.</summary>
    public void WritePair()
    {
        var pair = Issuer.Issue(["127.0.0.1"], DateTimeOffset.UtcNow, TimeSpan.FromHours(1));
        File.WriteAllText(Files.Certificate, pair.Certificate);
        File.WriteAllText(Files.Key, pair.Key);
    }

    public HttpClient Client() => new(Handler());

    public SocketsHttpHandler Handler(Action<SslClientAuthenticationOptions>? change = null)
    {
        var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(20) };
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(Issuer.Certificate);
        change?.Invoke(handler.SslOptions);
        return handler;
    }

    public void Dispose()
    {
        Issuer.Dispose();
        Directory.Delete(_path, recursive: true);
    }
}
