using System.Security.Cryptography;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.Tests.ControlPlane;

/// <summary>Files with keys that are given when starting.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KeyFilesTests : IDisposable
{
    private static readonly RSA Key = RSA.Create(2048);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keys-");
    private readonly List<Problem> _problems = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [TestCase("", false)]
    [TestCase("c2hvcnQ=", false)]
    [TestCase("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n", true)]
    [TestCase("01234567890123456789012345678901", true)]
    [TestCase("01234567890123456789012345678901\n", false)]
    public void A_key_that_seals_has_32_bytes_as_they_are_or_in_base64(string content, bool isOne)
    {
        var seal = KeySealReader.Read(("--secrets-key-file", Write(content)), _problems);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seal is not null, Is.EqualTo(isOne));
            Assert.That(_problems, Has.Count.EqualTo(isOne ? 0 : 1));
            if (content.Length > 0) Assert.That(string.Join(' ', _problems), Does.Not.Contain(content.Trim()));
        }
    }

    [Test]
    public void Public_keys_are_of_a_mesh_and_a_number_and_hold_nothing_private()
    {
        var (half, whole) = (Write(Key.ExportSubjectPublicKeyInfoPem()), Write(Key.ExportRSAPrivateKeyPem()));
        var keys = PublicKeysReader.Read(Given($"shop:1={half}", $"shop:2={whole}"), _problems);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_problems, Is.Empty);
            Assert.That(keys.Select(key => $"{key.Mesh} {key.Key.KeyId} {key.Key.Parameters.D is null}"),
                Is.EqualTo(new[] { "shop 1 True", "shop 2 True" }));
        }
    }

    [Test]
    public void What_is_no_public_key_is_told_with_the_reason()
    {
        using var small = RSA.Create(1024);
        var sound = Write(Key.ExportSubjectPublicKeyInfoPem());
        PublicKeysReader.Read(
            Given("shop", $"shop:={sound}", $"a.b:1={sound}", "shop:1=/no/such/file", $"shop:1={Write("text")}",
                $"shop:1={Write(small.ExportSubjectPublicKeyInfoPem())}", $"shop:1={sound}", $"shop:1={sound}"),
            _problems);
        string[] reasons =
        [
            "is none of", "is none of", "names no mesh", "can't be read", "holds no RSA key", "has a key of 1024 bits", "is a second key",
        ];
        Assert.That(_problems, Has.Count.EqualTo(reasons.Length));
        foreach (var (problem, reason) in _problems.Zip(reasons)) Assert.That(problem.Reason, Does.Contain(reason));
    }

    private static GivenValue Given(params string[] values) => new("--dataplane-token-public-key", [.. values]);

    private string Write(string content)
    {
        var file = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        File.WriteAllText(file, content);
        return file;
    }
}
