using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>What <c>traffictrace generate tls</c> makes for a control plane on 127.0.0.1.</summary>
internal sealed class TlsFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("traffictrace-tls-").FullName;

    public string TokenFile => Path.Combine(_folder, "token");

    public string StoreFile => Path.Combine(_folder, "store.db");

    public string CaFile => Path.Combine(_folder, "ca.crt");

    /// <summary>Options of a control plane whose port speaks TLS.</summary>
    public string[] Options(int port) =>
        ["--xds-port", $"{port}", "--xds-tls-cert", Path.Combine(_folder, "tls.crt"), "--xds-tls-key", Path.Combine(_folder, "tls.key")];

    public Task MakeAsync() => CommandLine.RunAsync("generate", "tls", "--out", _folder, "--host", "127.0.0.1");

    /// <summary>A new certificate takes the place of the old one; returns when the port shows it.</summary>
    public async Task RenewAsync(int port)
    {
        var before = await ShownAsync(port);
        await CommandLine.RunAsync("generate", "tls", "--out", _folder, "--renew");
        await Eventually.TrueAsync(
            async () => await ShownAsync(port) != before, TimeSpan.FromSeconds(10), "the new certificate is shown");
    }

    /// <summary>A new token takes the place of the old one at once, as Envoy watches for it.</summary>
    public async Task WriteTokenAsync(string token)
    {
        await File.WriteAllTextAsync($"{TokenFile}.new", token);
        File.Move($"{TokenFile}.new", TokenFile, overwrite: true);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Of a client that trusts the authority.</summary>
    public SocketsHttpHandler Handler() => new() { SslOptions = new() { CertificateChainPolicy = Policy() } };

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(CaFile));
        return policy;
    }

    private async Task<string> ShownAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1",
            CertificateChainPolicy = Policy(),
        });
        return tls.RemoteCertificate!.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
