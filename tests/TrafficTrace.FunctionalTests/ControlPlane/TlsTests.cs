using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using TrafficTrace.Cli.Tls;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.FunctionalTests.Clients;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>Both ports over TLS.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TlsTests : IDisposable
{
    private readonly TlsFolder _tls = new();

    public void Dispose() => _tls.Dispose();

    [Test]
    public async Task A_new_certificate_is_shown_to_the_next_connection_and_no_stream_ends()
    {
        await using var plane = await StartAsync();
        plane.Resources.Put(Documents.All);
        using var first = Channel(plane.Addresses[0]);
        using var web = await EnvoyDouble.ConnectAsync(first, "default.web-1", delta: false, rtds: true);
        await web.UntilAsync(envoy => envoy.Listeners.Any());
        var before = await ShownAsync(plane.Addresses[0]);

        _tls.WritePair();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await ShownAsync(plane.Addresses[0]) == before) await Task.Delay(50, patience.Token);
        plane.Resources.Put(("policy", null));

        await web.UntilAsync(envoy => envoy.Listeners.All(listener => !envoy.IsTraced(listener)));
        Assert.That(await ShownAsync(plane.Addresses[1]), Is.Not.EqualTo(before), "the API's port reads the same files");
    }

    [TestCase(SslProtocols.Tls12)]
    [TestCase(SslProtocols.Tls13)]
    public async Task Both_releases_of_TLS_are_spoken_and_plain_text_is_not(SslProtocols release)
    {
        await using var plane = await StartAsync();
        using var secure = Channel(plane.Addresses[0], ssl => ssl.EnabledSslProtocols = release);
        using var plain = GrpcChannel.ForAddress(plane.Addresses[0].Replace("https", "http", StringComparison.Ordinal));

        var health = await new Health.HealthClient(secure).CheckAsync(new(), deadline: TestControlPlane.Deadline);

        Assert.That(health.Status, Is.Not.EqualTo(HealthCheckResponse.Types.ServingStatus.Unknown));
        var refused = await Assert.ThrowsAsync<RpcException>(
            () => new Health.HealthClient(plain).CheckAsync(new(), deadline: TestControlPlane.Deadline).ResponseAsync);
        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.Unavailable).Or.EqualTo(StatusCode.Internal));
    }

    [Test]
    public async Task The_xDS_port_has_nothing_of_the_API_whatever_protocol_is_spoken([Values(1, 2)] int version)
    {
        await using var plane = await StartAsync();
        using var http = new HttpClient(_tls.Handler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(plane.Addresses[0] + "/meshes"))
        {
            Version = new(version, version == 1 ? 1 : 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("this is the port for Envoy: the API has a port of its own\n"));
    }

    [Test]
    [NonParallelizable] // what it scrapes is of all control planes of the process
    public async Task Who_comes_by_the_plain_port_beside_it_is_told_of()
    {
        await using var plane = await StartAsync(options => options with { XdsPlainPort = 0 });
        plane.Resources.Put(Documents.All);
        using var secure = Channel(plane.Addresses[0]);
        using var plain = GrpcChannel.ForAddress(plane.Addresses[2]);
        using var web = await EnvoyDouble.ConnectAsync(secure, "default.web-1", delta: false, rtds: true);
        using var api = await EnvoyDouble.ConnectAsync(plain, "default.api-1", delta: false, rtds: true);
        await web.UntilAsync(envoy => envoy.Listeners.Any());
        await api.UntilAsync(envoy => envoy.Listeners.Any());

        using var http = new HttpClient(_tls.Handler()) { BaseAddress = new(plane.Addresses[1]) };
        var proxies = JsonNode.Parse(await http.GetStringAsync(new Uri("/_proxies", UriKind.Relative)))!["items"]!.AsArray();
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var sources = await http.GetStringAsync(new Uri("/_sources", UriKind.Relative));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                proxies.Select(proxy => $"{proxy!["node"]} {proxy["streams"]![0]!["tls"]}"),
                Is.EqualTo(["default.api-1 false", "default.web-1 true"]));
            Assert.That(metrics, Does.Match("(?m)^traffictrace_proxy_streams\\{[^}]*transport=\"plain\"[^}]*\\} 1$"));
            Assert.That(metrics, Does.Match("traffictrace_tls_certificate_expires_timestamp_seconds\\{[^}]*port=\"xDS\""));
            Assert.That(sources, Does.Contain("\"name\":\"certificates\"").Or.Contain("\"name\": \"certificates\""));
        }
    }

    [Test]
    public async Task A_certificate_that_a_client_shows_has_to_be_of_the_authority_and_none_is_let_through()
    {
        await using var plane = await StartAsync(options => options with { XdsClientCa = _tls.CaFile });
        using var strangers = CertificateAuthority.Create(DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        using var known = ClientCertificate(_tls.Issuer);
        using var unknown = ClientCertificate(strangers);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ReachesAsync(plane, known), Is.True, "of the authority");
            Assert.That(await ReachesAsync(plane, null), Is.True, "none: the first request decides");
            Assert.That(await ReachesAsync(plane, unknown), Is.False, "of another");
        }
    }

    [Test]
    public async Task A_certificate_says_which_proxy_a_stream_is_of()
    {
        await using var plane = await StartAsync(
            options => options with { XdsClientCa = _tls.CaFile, XdsAuth = [AuthenticationWay.Mtls] });
        plane.Resources.Put(Documents.All);
        using var known = ClientCertificate(_tls.Issuer);
        using var withCertificate = Channel(plane.Addresses[0], ssl => ssl.ClientCertificateContext = Context(known));
        using var without = Channel(plane.Addresses[0]);

        using var web = await EnvoyDouble.ConnectAsync(withCertificate, "default.web-1", delta: false, rtds: true);
        await web.UntilAsync(envoy => envoy.Listeners.Any());
        using var api = await EnvoyDouble.ConnectAsync(withCertificate, "default.api-1", delta: false, rtds: true);
        using var nobody = await EnvoyDouble.ConnectAsync(without, "default.web-1", delta: false, rtds: true);

        var other = await Assert.ThrowsAsync<RpcException>(() => api.UntilAsync(envoy => envoy.Listeners.Any()));
        var unknown = await Assert.ThrowsAsync<RpcException>(() => nobody.UntilAsync(envoy => envoy.Listeners.Any()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other!.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
            Assert.That(unknown!.StatusCode, Is.EqualTo(StatusCode.Unauthenticated));
        }
    }

    private async Task<TestControlPlane> StartAsync(Func<ControlPlaneOptions, ControlPlaneOptions>? change = null)
    {
        var files = _tls.Files;
        return await TestControlPlane.StartAsync(
            delta: false, change: options => (change ?? (same => same))(options with { XdsTls = files, ApiTls = files }));
    }

    private GrpcChannel Channel(string address, Action<SslClientAuthenticationOptions>? change = null) =>
        GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = _tls.Handler(change), DisposeHttpClient = true });

    private async Task<string> ShownAsync(string address)
    {
        var shown = "";
        using var http = new HttpClient(_tls.Handler(ssl => ssl.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            shown = certificate!.GetCertHashString(HashAlgorithmName.SHA256);
            return errors == SslPolicyErrors.None;
        }));
        using var answer = await http.GetAsync(new Uri(address + "/"));
        return shown;
    }

    private async Task<bool> ReachesAsync(TestControlPlane plane, X509Certificate2? certificate)
    {
        using var channel = Channel(
            plane.Addresses[0],
            ssl => ssl.ClientCertificateContext = certificate is null ? null : Context(certificate));
        try
        {
            await new Health.HealthClient(channel).CheckAsync(new(), deadline: TestControlPlane.Deadline);
            return true;
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.Unavailable or StatusCode.Internal)
        {
            return false;
        }
    }

    private static SslStreamCertificateContext Context(X509Certificate2 certificate) =>
        SslStreamCertificateContext.Create(certificate, null, offline: true);

    /// <summary>Of a proxy of the service web.</summary>
    private static X509Certificate2 ClientCertificate(CertificateAuthority authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=web", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri("spiffe://default/web"));
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(
            authority.Certificate, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3, 4]);
        return issued.CopyWithPrivateKey(key);
    }
}
