using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.ControlPlane.Replicas;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Tests.ControlPlane.Access;

namespace TrafficTrace.Tests.ControlPlane.Replicas;

/// <summary>A replica is known by the certificate that its row names, and by no other, whoever issued that.</summary>
internal sealed class PeerCertificateTests
{
    private const string Refused = "it shows another certificate than it has written into the store, or none";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly X509Certificate2 _shown = SelfSigned("CN=shown");
    private readonly X509Certificate2 _other = SelfSigned("CN=other");

    [OneTimeTearDown]
    public void Dispose()
    {
        _shown.Dispose();
        _other.Dispose();
    }

    [Test]
    public async Task The_certificate_of_the_row_is_called() =>
        Assert.That(await CallAsync(Hash(_shown)), Is.EqualTo(("GET /_replica/fleet HTTP/1.1", "it answers with status 503")));

    [Test]
    public async Task Another_one_is_refused_before_it_is_told_anything() =>
        Assert.That(await CallAsync(Hash(_other)), Is.EqualTo(("", Refused)));

    [Test]
    public async Task So_is_one_where_the_row_names_none() => Assert.That(await CallAsync(null), Is.EqualTo(("", Refused)));

    private async Task<(string Heard, string? Fault)> CallAsync(string? certificate)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var heard = HearAsync(listener);
        using var stage = new UserStage(DateTimeOffset.UnixEpoch);
        await stage.LoadAsync();
        var fleet = new FleetStatus();
        var loops = new PeerLoops(fleet, stage.Replicas, stage.Time, NullLogger<PeerLoop>.Instance);
        await loops.SetAsync([new ReplicaRow("b", $"https://{listener.LocalEndpoint}", certificate, "1.0.0", 1)]);
        var line = await heard.WaitAsync(Patience);
        var fault = await FaultAsync(fleet).WaitAsync(Patience);
        await loops.EndAsync();
        return (line, fault);
    }

    /// <summary>What a server with the certificate is asked; nothing when who calls goes away.</summary>
    private async Task<string> HearAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(_shown);
            using var reader = new StreamReader(tls, leaveOpen: true);
            var first = await reader.ReadLineAsync() ?? "";
            await tls.WriteAsync("HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            return first;
        }
        catch (Exception gone) when (gone is IOException or AuthenticationException)
        {
            return "";
        }
    }

    private static async Task<string?> FaultAsync(FleetStatus fleet)
    {
        while (true)
        {
            var news = fleet.NextChange();
            if (fleet.Peers.All.SingleOrDefault() is { Fault: { } fault }) return fault;
            await news;
        }
    }

    private static string Hash(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
