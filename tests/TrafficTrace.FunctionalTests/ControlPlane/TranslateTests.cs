using TrafficTrace.Cli;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>What the command line computes from files is what the control plane sends for the same files.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TranslateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Translate_prints_what_dump_prints(
        [Values("default.web-1", "default.api-1")] string node, [Values] bool rtds, [Values] bool traced)
    {
        foreach (var (name, yaml) in Documents.All.Where(document => traced || document.Name != "policy"))
            await File.WriteAllTextAsync(Path.Combine(_folder, $"{name}.yaml"), yaml);
        await using var plane = await TestControlPlane.StartAsync(delta: false, _folder);

        string[] dump = ["dump", "--node", node, "--xds-address", plane.XdsAddress, "--timeout", "20s"];
        var sent = await RunAsync(rtds ? [.. dump, "--rtds"] : dump);
        var translated = await RunAsync("translate", "-f", _folder, "--node", node, "--sampling", rtds ? "rtds" : "listener");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(translated, Is.EqualTo(sent));
            Assert.That(translated.Contains("tracing:zipkin", StringComparison.Ordinal), Is.EqualTo(traced));
        }
    }

    private static async Task<string> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.That(await CommandLine.RunAsync(args, TextReader.Null, output, error), Is.Zero, error.ToString());
        return output.ToString();
    }
}
