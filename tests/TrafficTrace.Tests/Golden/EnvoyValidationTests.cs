using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using TrafficTrace.Tests.Translation;
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
        await File.WriteAllTextAsync(file, Bootstrap(golden.Translate(mode)).ToJsonString());

        foreach (var envoy in EnvoyBinary.All()) Assert.That(await EnvoyBinary.ValidateAsync(envoy, file), Is.Null, envoy);
    }

    [Test]
    public async Task Envoy_refuses_a_traced_listener_whose_collector_cluster_is_missing()
    {
        var resources = new GoldenCase("zipkin-reference").Translate(SamplingMode.Rtds);
        var file = Path.Combine(_folder, "no-collector.json");
        await File.WriteAllTextAsync(file, Bootstrap(resources, without: resources.Collector).ToJsonString());

        foreach (var envoy in EnvoyBinary.All())
            Assert.That(await EnvoyBinary.ValidateAsync(envoy, file), Does.Contain("unknown cluster 'tracing:jaeger'"), envoy);
    }

    private JsonObject Bootstrap(EnvoyResources resources, PackedResource? without = null) => new()
    {
        ["static_resources"] = new JsonObject
        {
            ["listeners"] = new JsonArray([.. resources.Listeners.Select(GoldenCase.Message)]),
            ["clusters"] = new JsonArray(
                [.. resources.Clusters.Where(cluster => cluster != without).Select(GoldenCase.Message).Select(WithCaFile)]),
        },
    };

    /// <summary>Envoy reads the file at once, and the golden's need not exist on this machine.</summary>
    private JsonObject WithCaFile(JsonObject cluster)
    {
        if (cluster["transportSocket"]?["typedConfig"]?["commonTlsContext"]?["validationContext"]?["trustedCa"] is { } ca)
            ca["filename"] = _caFile;
        return cluster;
    }
}
