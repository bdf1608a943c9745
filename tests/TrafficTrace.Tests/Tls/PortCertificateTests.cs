using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TrafficTrace.Cli.Tls;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.ControlPlane.Tls;

namespace TrafficTrace.Tests.Tls;

/// <summary>What a port shows follows its files, and a pair that is none takes nothing away.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PortCertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly TemporaryFolder _folder = new();
    private readonly CertificateAuthority _authority = CertificateAuthority.Create(Now, TimeSpan.FromDays(2));
    private DateTimeOffset _now = Now;

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }

    [Test]
    public void A_new_pair_is_taken_once_both_files_have_come_to_rest()
    {
        var port = Opened(Pair("one"));
        var before = port.Current!.Thumbprint;

        Write(Pair("two"));
        var wait = port.Look(_now);
        var meanwhile = port.Current.Thumbprint;
        Settle(port);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wait, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(meanwhile, Is.EqualTo(before));
            Assert.That(port.Current!.Thumbprint, Is.Not.EqualTo(before));
            Assert.That(port.Fault, Is.Null);
        }
    }

    [Test]
    public void A_pair_that_does_not_match_keeps_the_one_before_and_says_so_until_it_is_right()
    {
        var port = Opened(Pair("one"));
        var before = port.Current!.Thumbprint;
        var next = Pair("two");

        _folder.Write("tls.crt", next.Certificate);
        Settle(port);
        var (fault, kept) = (port.Fault, port.Current!.Thumbprint);
        _folder.Write("tls.key", next.Key);
        Settle(port);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault, Does.EndWith("the key is not that of the certificate (the first one of its file)"));
            Assert.That(kept, Is.EqualTo(before));
            Assert.That(port.Current!.Thumbprint, Is.Not.EqualTo(before));
            Assert.That(port.Fault, Is.Null);
        }
    }

    [Test]
    public void A_file_that_goes_keeps_the_one_before_and_says_so()
    {
        var port = Opened(Pair("one"));
        var before = port.Current;

        File.Delete(_folder.File("tls.key"));
        Settle(port);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(port.Current, Is.SameAs(before));
            Assert.That(port.Fault, Does.Contain("tls.key' can't be read"));
        }
    }

    [Test]
    public void An_RSA_pair_is_taken_with_the_certificates_between_it_and_its_authority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=rsa", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var own = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));

        var (certificate, fault) = ServerCertificate.Read(
            own.ExportCertificatePem() + "\n" + _authority.Certificate.ExportCertificatePem(), key.ExportRSAPrivateKeyPem());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault, Is.Null);
            Assert.That(certificate!.NotAfter, Is.EqualTo(Now.AddDays(1)).Within(TimeSpan.FromSeconds(1)));
        }
    }

    [TestCase("", "KEY", "the file of the certificate holds none")]
    [TestCase("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "KEY", "the certificate can't be read: ")]
    [TestCase("CERTIFICATE", "", "the file of the key holds none")]
    [TestCase("CERTIFICATE", "CERTIFICATE", "the file of the key holds no private key")]
    [TestCase(
        "CERTIFICATE", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", "the key is encrypted: ")]
    [TestCase("CERTIFICATE", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "the key is not that of the certificate")]
    public void What_is_no_pair_is_said_in_words(string chain, string key, string told)
    {
        var pair = Pair("one");
        string Text(string text) => text switch { "CERTIFICATE" => pair.Certificate, "KEY" => pair.Key, _ => text };

        Assert.That(ServerCertificate.Read(Text(chain), Text(key)).Fault, Does.StartWith(told));
    }

    [Test]
    public void A_short_RSA_key_is_refused()
    {
        using var key = RSA.Create(1024);
        var request = new CertificateRequest("CN=rsa", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var own = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));

        Assert.That(
            ServerCertificate.Read(own.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem()).Fault,
            Is.EqualTo("the RSA key has 1024 bits, and clients take no fewer than 2048"));
    }

    [Test]
    public void At_the_start_each_reason_is_told_with_the_option_that_it_is_about()
    {
        var other = _folder.Write("other.key", Pair("other").Key);
        Write(Pair("one"));
        var options = new ControlPlaneOptions
        {
            XdsTls = new(_folder.File("tls.crt"), other),
            ApiTls = new(_folder.File("none.crt"), _folder.File("tls.key")),
            XdsClientCa = _folder.Write("ca.crt", "no certificate"),
        };

        var problems = TlsStart.Problems(options, new Disk(), setting => setting.Option).Select(problem => problem.ToString()).ToArray();

        string[] told =
        [
            $"--xds-tls-cert: '{_folder.File("tls.crt")}' and '{other}': "
                + "the key is not that of the certificate (the first one of its file)",
            $"--api-tls-cert: '{_folder.File("none.crt")}' can't be read: ",
            $"--xds-client-ca: '{_folder.File("ca.crt")}' holds no certificate",
        ];
        Assert.That(problems, Has.Length.EqualTo(told.Length));
        foreach (var (problem, start) in problems.Zip(told)) Assert.That(problem, Does.StartWith(start));
    }

    private PemPair Pair(string host) => _authority.Issue([host], Now, TimeSpan.FromDays(1));

    private void Write(PemPair pair)
    {
        _folder.Write("tls.crt", pair.Certificate);
        _folder.Write("tls.key", pair.Key);
    }

    private PortCertificate Opened(PemPair pair)
    {
        Write(pair);
        var port = new PortCertificate(new(_folder.File("tls.crt"), _folder.File("tls.key")), new Disk());
        port.Open();
        return port;
    }

    private void Settle(PortCertificate port)
    {
        while (port.Look(_now) is { } wait) _now += wait;
    }
}
