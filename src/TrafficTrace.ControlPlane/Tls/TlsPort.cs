using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.ControlPlane.Tls;

/// <summary>How a port shakes hands, now: each handshake takes what is there when it begins, and open connections go on.</summary>
/// <param name="name">Of the port, for people.</param>
/// <param name="files">Of its certificate.</param>
/// <param name="clientCa">Who issues the certificates of its clients; null where none is asked for.</param>
/// <param name="protocols">Offered by ALPN, the preferred one first.</param>
/// <param name="disk">Where the files are.</param>
internal sealed class TlsPort(
    string name, TlsFiles files, string? clientCa, ImmutableArray<SslApplicationProtocol> protocols, IDisk disk)
{
    private readonly PortCertificate _certificate = new(files, disk);
    private readonly ClientAuthorities? _authorities = clientCa is null ? null : new(clientCa, disk);
    private volatile SslServerAuthenticationOptions? _handshake;
    private (ServerCertificate?, object?) _ofHandshake;

    public string Name => name;

    public IEnumerable<string> Paths => clientCa is null ? [files.Certificate, files.Key] : [files.Certificate, files.Key, clientCa];

    /// <summary>Null as long as there never was a certificate.</summary>
    public SslServerAuthenticationOptions? Handshake => _handshake;

    public TlsPortState State => new(
        name, files.Certificate, _certificate.Current?.NotAfter, _certificate.Current?.Thumbprint, Faults);

    /// <summary>The one in force.</summary>
    public ServerCertificate? Certificate => _certificate.Current;

    private ImmutableArray<string> Faults => [.. new[] { _certificate.Fault, _authorities?.Fault }.OfType<string>()];

    public void Open()
    {
        _certificate.Open();
        _authorities?.Open();
        Renew();
    }

    /// <summary>Returns how long until the files are to be looked at again, null when they are at rest.</summary>
    public TimeSpan? Look(DateTimeOffset now)
    {
        TimeSpan?[] waits = [_certificate.Look(now), _authorities?.Look(now)];
        Renew();
        return waits.Min();
    }

    private void Renew()
    {
        var present = (_certificate.Current, (object?)_authorities?.Current);
        if (present == _ofHandshake || _certificate.Current is not { } certificate) return;
        _ofHandshake = present;
        var handshake = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [.. protocols],
        };
        _authorities?.AskIn(handshake);
        _handshake = handshake;
    }
}
