using System.Diagnostics;
using System.Text.Json.Nodes;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Mutations;

/// <summary>
/// What is accepted here, Envoy accepts. Only as static resources does it check listeners in full, and it judges a whole bootstrap:
/// many documents stand in one, and in one that is refused the culprit is sought by halves.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class EnvoyTakesWhatWeTakeTests
{
    private const int Seeds = 4250;
    private const int Batch = 100;

    private string _folder = "";
    private TestCertificates _certificates = null!;

    [OneTimeSetUp]
    public void Create()
    {
        _folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;
        _certificates = new TestCertificates();
    }

    [OneTimeTearDown]
    public void Delete()
    {
        Directory.Delete(_folder, recursive: true);
        _certificates.Dispose();
    }

    [Test]
    public async Task A_thousand_mutated_documents_that_are_accepted_are_accepted_by_Envoy([Values] EnvoyRelease release)
    {
        var accepted = Accepted(release, Seeds);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(accepted.Count(one => MutatedDocuments.HasConf(one.Seed)), Is.GreaterThan(1000), "policies with a conf");
            Assert.That(accepted.Count(one => !MutatedDocuments.HasConf(one.Seed)), Is.GreaterThan(200), "others");
        }

        Assert.That(await RefusedAsync(release, accepted), Is.Empty);
    }

    [Test]
    public async Task One_that_Envoy_refuses_is_named()
    {
        var documents = Accepted(EnvoyRelease.Current, 40).Take(10).ToArray();
        var (culprit, clusters) = (documents[7], documents[7].Clusters.DeepClone().AsArray());
        clusters[0]!["name"] = "";
        documents[7] = culprit with { Clusters = clusters };
        Assert.That(await RefusedAsync(EnvoyRelease.Current, documents), Has.One.Items.And.All.StartsWith($"seed {culprit.Seed}: "));
    }

    private static AcceptedDocuments[] Accepted(EnvoyRelease release, int seeds) =>
    [
        .. Enumerable.Range(1, seeds).Select(seed => AcceptedDocuments.Of(seed, MutatedDocuments.Text(seed), release))
            .OfType<AcceptedDocuments>(),
    ];

    /// <summary>The seed, Envoy's reason and the documents of each that is refused.</summary>
    private async Task<string[]> RefusedAsync(EnvoyRelease release, AcceptedDocuments[] documents)
    {
        var refused = new List<string>();
        var sought = new Stack<AcceptedDocuments[]>(documents.Chunk(Batch));
        while (sought.TryPop(out var some))
        {
            if (await ReasonAsync(Parts.EnvoyOf(release), Bootstrap(some)) is not { } reason) continue;
            if (some is [var one]) refused.Add($"seed {one.Seed}: {reason}\n{one.Text}");
            foreach (var half in some.Length == 1 ? [] : some.Chunk((some.Length + 1) / 2)) sought.Push(half);
        }

        return [.. refused];
    }

    private JsonObject Bootstrap(AcceptedDocuments[] documents) => new()
    {
        ["staticResources"] = new JsonObject
        {
            ["clusters"] = new JsonArray(
                [.. documents.SelectMany(one => one.Clusters).Select(cluster => WithCaFile(cluster!.DeepClone()))]),
            ["listeners"] = new JsonArray([.. documents.SelectMany(one => one.Listeners).Select(listener => listener!.DeepClone())]),
            // The names of secrets stay as they are, and many documents have the same.
            ["secrets"] = new JsonArray(
            [
                .. documents.SelectMany(one => one.Secrets).DistinctBy(secret => (string?)secret!["name"])
                    .Select(secret => secret!.DeepClone()),
            ]),
        },
    };

    /// <summary>
    /// Envoy reads the file at once, and that of the documents is not on this machine. Where it opens none, it stays as it is.
    /// </summary>
    private JsonNode WithCaFile(JsonNode cluster)
    {
        if (cluster["transportSocket"]?["typedConfig"]?["commonTlsContext"]?["validationContext"]?["trustedCa"] is not { } ca)
            return cluster;
        var path = Path.GetFullPath(ca["filename"]!.GetValue<string>(), "/");
        if (path.Split('/')[1] is not ("dev" or "sys" or "proc")) ca["filename"] = _certificates.CaFile;
        return cluster;
    }

    private async Task<string?> ReasonAsync(string envoy, JsonObject bootstrap)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid()}.json");
        await File.WriteAllTextAsync(file, bootstrap.ToJsonString());
        using var process = Process.Start(new ProcessStartInfo(
            envoy, ["--mode", "validate", "-c", file, "--log-level", "error", "--use-dynamic-base-id"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var reason = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : reason + await output;
    }
}
