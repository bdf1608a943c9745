using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.ControlPlane.Tls;

/// <summary>Who may issue the certificates that clients show, over time. Of a file that holds none, those before stay.</summary>
internal sealed class ClientAuthorities(string path, IDisk disk)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2"; // RFC 5280 4.2.1.12: id-kp-clientAuth

    private readonly PemFile _file = new(path, disk);
    private string? _taken;
    private string? _textFault;

    /// <summary>Empty as long as there never was one: no certificate is good then.</summary>
    public X509Certificate2Collection Current { get; private set; } = [];

    public string? Fault => _file.Fault ?? _textFault;

    public void Open()
    {
        _file.Open();
        Take();
    }

    public TimeSpan? Look(DateTimeOffset now)
    {
        var again = _file.Look(now);
        Take();
        return again;
    }

    /// <summary>
    /// Asks for a certificate. One that is shown has to be good; none is good too, since who needs one is decided with the first request.
    /// </summary>
    public void AskIn(SslServerAuthenticationOptions handshake)
    {
        handshake.ClientCertificateRequired = true;
        handshake.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        handshake.CertificateChainPolicy.CustomTrustStore.AddRange(Current);
        handshake.CertificateChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        handshake.RemoteCertificateValidationCallback =
            (_, certificate, _, errors) => certificate is null || errors == SslPolicyErrors.None;
    }

    private void Take()
    {
        if (_file.Text is not { } text || text == _taken) return;
        _taken = text;
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(text);
            _textFault = authorities.Count > 0 ? null : $"'{path}' holds no certificate";
        }
        catch (CryptographicException broken)
        {
            _textFault = $"'{path}' can't be read: {broken.Message}";
        }

        if (_textFault is null) Current = authorities;
    }
}
