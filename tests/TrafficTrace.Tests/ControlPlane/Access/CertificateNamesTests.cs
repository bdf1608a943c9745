using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TrafficTrace.ControlPlane.Access.Proxies;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>Which mesh and services the names of a certificate stand for.</summary>
internal sealed class CertificateNamesTests
{
    private static readonly DateTimeOffset End = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase("spiffe://shop/web", "shop", "web")]
    [TestCase("spiffe://shop/web spiffe://shop/api kuma://version/1", "shop", "api,web")]
    [TestCase("spiffe://shop/web dns:other.mesh-2", "shop", "web")]
    [TestCase("dns:web.shop", "shop", "web")]
    [TestCase("dns:web.v2.shop dns:api.shop", "shop", "api,web.v2")]
    public void Its_names_say_mesh_and_services(string names, string mesh, string services)
    {
        using var certificate = Make(names);
        var identity = CertificateNames.IdentityOf(certificate, out var wrong)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong, Is.Null);
            Assert.That((identity.Way, identity.Mesh, identity.Name), Is.EqualTo((AuthenticationWay.Mtls, mesh, (string?)null)));
            Assert.That(identity.Tags.Values.Keys, Is.EqualTo(new[] { "kuma.io/service" }));
            Assert.That(string.Join(',', identity.Tags.Values["kuma.io/service"]), Is.EqualTo(services));
            Assert.That(identity.ExpiresAt, Is.EqualTo(End));
        }
    }

    [TestCase("", "has neither")]
    [TestCase("kuma://version/1", "has neither")]
    [TestCase("spiffe://shop", "a name of the certificate is neither")]
    [TestCase("spiffe://shop/", "a name of the certificate is neither")]
    [TestCase("spiffe:///web", "a name of the certificate is neither")]
    [TestCase("spiffe://shop/ns/a/sa/web", "a name of the certificate is neither")]
    [TestCase("spiffe://shop/web spiffe://other/web", "several meshes")]
    [TestCase("dns:*.shop", "a name of the certificate is neither")]
    [TestCase("dns:shop", "a name of the certificate is neither")]
    [TestCase("dns:web.shop dns:api.other", "several meshes")]
    public void Other_names_are_those_of_no_proxy(string names, string why)
    {
        using var certificate = Make(names);
        Assert.That(CertificateNames.IdentityOf(certificate, out var wrong), Is.Null);
        Assert.That(wrong, Does.Contain(why));
    }

    [Test]
    public void Names_that_can_not_be_read_are_those_of_no_proxy()
    {
        using var certificate = Make("", new X509Extension("2.5.29.17", [0x30, 0x05, 0x86, 0x7f, 1], critical: false));
        Assert.That(CertificateNames.IdentityOf(certificate, out var wrong), Is.Null);
        Assert.That(wrong, Is.Not.Empty);
    }

    private static X509Certificate2 Make(string names, X509Extension? extension = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=any", key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name.StartsWith("dns:", StringComparison.Ordinal)) alternative.AddDnsName(name[4..]);
            else alternative.AddUri(new Uri(name));
        }

        if (extension is not null) request.CertificateExtensions.Add(extension);
        else if (names.Length > 0) request.CertificateExtensions.Add(alternative.Build());
        return request.CreateSelfSigned(End.AddYears(-1), End);
    }
}
