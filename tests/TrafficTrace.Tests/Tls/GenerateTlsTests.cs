using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TrafficTrace.Tests.Cli;

namespace TrafficTrace.Tests.Tls;

internal sealed class GenerateTlsTests
{
    [Test]
    public async Task The_certificate_is_issued_by_the_authority_for_the_names_and_keys_are_the_owners_alone()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.OfAsync("generate", "tls", "--out", folder.Path, "--host", "cp.example", "--host", "10.0.0.7");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        using var certificate = X509Certificate2.CreateFromPemFile(folder.File("tls.crt"), folder.File("tls.key"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(certificate.MatchesHostname("cp.example"), Is.True);
            Assert.That(certificate.MatchesHostname("10.0.0.7"), Is.True);
            Assert.That(certificate.MatchesHostname("localhost"), Is.False);
            Assert.That(IssuedBy(folder, certificate), Is.True);
            foreach (var key in new[] { "tls.key", "ca.key" })
            {
                Assert.That(
                    new FileInfo(folder.File(key)).UnixFileMode, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), key);
            }
        }
    }

    [Test]
    public async Task What_is_there_is_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        await CommandRun.OfAsync("generate", "tls", "--out", folder.Path, "--host", "one");
        var before = await File.ReadAllTextAsync(folder.File("tls.crt"));

        var run = await CommandRun.OfAsync("generate", "tls", "--out", folder.Path, "--host", "two");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.Contain("is there already, and is not overwritten; --renew replaces both"));
            Assert.That(await File.ReadAllTextAsync(folder.File("tls.crt")), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task A_new_certificate_has_the_names_of_the_old_one_and_its_authority()
    {
        using var folder = new TemporaryFolder();
        await CommandRun.OfAsync("generate", "tls", "--out", folder.Path, "--host", "cp.example", "--host", "::1");
        var authority = await File.ReadAllTextAsync(folder.File("ca.crt"));
        var before = await File.ReadAllTextAsync(folder.File("tls.key"));

        var run = await CommandRun.OfAsync("generate", "tls", "--out", folder.Path, "--renew");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        using var certificate = X509Certificate2.CreateFromPemFile(folder.File("tls.crt"), folder.File("tls.key"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllTextAsync(folder.File("ca.crt")), Is.EqualTo(authority));
            Assert.That(await File.ReadAllTextAsync(folder.File("tls.key")), Is.Not.EqualTo(before));
            Assert.That(certificate.MatchesHostname("cp.example") && certificate.MatchesHostname("::1"), Is.True);
            Assert.That(IssuedBy(folder, certificate), Is.True);
        }
    }

    [TestCase("--host is needed", "--out", "x")]
    [TestCase("--host \"a b\": it is neither", "--out", "x", "--host", "a b")]
    [TestCase("--valid-for \"5\": write days as 90d", "--out", "x", "--host", "a", "--valid-for", "5")]
    public async Task Wrong_use_is_told(string told, params string[] options)
    {
        var run = await CommandRun.OfAsync(["generate", "tls", .. options]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.Contain(told));
        }
    }

    private static bool IssuedBy(TemporaryFolder folder, X509Certificate2 certificate)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(folder.File("ca.crt"));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        return chain.Build(certificate);
    }
}
