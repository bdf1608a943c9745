using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Translate;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Golden;

/// <summary>Every golden, put before a real Envoy as static resources: only so does it check listeners in full.</summary>
public class EnvoyValidationTests
{
    private string _folder = "";
    private string _caFile = "";

    [OneTimeSetUp]
    public void WriteCaFile()
    {
        _folder = Directory.CreateTempSubdirectory("envoy-validation-").FullName;
        _caFile = Path.Combine(_folder, "ca.pem");
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(_caFile, certificate.ExportCertificatePem());
    }

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Envoy_accepts_the_listeners_and_clusters(
        [ValueSource(typeof(GoldenCase), nameof(GoldenCase.All))] GoldenCase golden, [Values] SamplingMode mode)
    {
        var file = Path.Combine(_folder, $"{golden.Name}-{mode}.json");
        foreach (var (envoy, isOld) in EnvoyBinary.All().Select((envoy, index) => (envoy, index > 0)))
        {
            var resources = isOld ? golden.TranslateWithoutFormats(mode) : golden.Translate(mode);
            await File.WriteAllTextAsync(file, Bootstrap(resources, mode).ToJsonString());
            Assert.That(await EnvoyBinary.ValidateAsync(envoy, file), Is.Null, envoy);
        }
    }

    [Test]
    public async Task Envoy_refuses_a_traced_listener_whose_collector_cluster_is_missing()
    {
        var resources = new GoldenCase("zipkin-reference").Translate(SamplingMode.Rtds);
        var file = Path.Combine(_folder, "no-collector.json");
        var bootstrap = Bootstrap(resources, SamplingMode.Rtds);
        var clusters = bootstrap["staticResources"]!["clusters"]!.AsArray();
        clusters.Remove(clusters.Single(cluster => (string?)cluster!["name"] == resources.Collector!.Name));
        await File.WriteAllTextAsync(file, bootstrap.ToJsonString());

        foreach (var envoy in EnvoyBinary.All())
            Assert.That(await EnvoyBinary.ValidateAsync(envoy, file), Does.Contain("unknown cluster 'tracing:jaeger'"), envoy);
    }

    private JsonObject Bootstrap(EnvoyResources resources, SamplingMode mode)
    {
        var bootstrap = StaticBootstrap.Of("n", "c", resources, mode);
        foreach (var cluster in bootstrap["staticResources"]!["clusters"]!.AsArray()) PutCaFile(cluster!);
        return bootstrap;
    }

    /// <summary>Envoy reads the file at once, and the golden's need not exist on this machine.</summary>
    private void PutCaFile(JsonNode cluster)
    {
        if (cluster["transportSocket"]?["typedConfig"]?["commonTlsContext"]?["validationContext"]?["trustedCa"] is { } ca)
            ca["filename"] = _caFile;
    }
}
