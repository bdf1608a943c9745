namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>What the command line computes from files is what the control plane sends for the same files.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class TranslateTests
{
    [Test]
    public async Task Translate_prints_what_dump_prints(
        [Values("default.web-1", "default.api-1")] string node, [Values] bool rtds, [Values] bool traced)
    {
        using var folder = new ResourceFolder();
        foreach (var (name, yaml) in Documents.All.Where(document => traced || document.Name != "policy"))
            folder.Write(name, yaml!);
        await using var plane = await TestControlPlane.StartAsync(delta: false, folder.Path);

        string[] dump = ["dump", "--node", node, "--xds-address", plane.XdsAddress, "--timeout", "20s"];
        var sent = await OutputAsync(rtds ? [.. dump, "--rtds"] : dump);
        var translated = await OutputAsync("translate", "-f", folder.Path, "--node", node, "--sampling", rtds ? "rtds" : "listener");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(translated, Is.EqualTo(sent));
            Assert.That(translated.Contains("tracing:zipkin", StringComparison.Ordinal), Is.EqualTo(traced));
        }
    }

    private static async Task<string> OutputAsync(params string[] args)
    {
        var run = await CommandRun.RunAsync(args);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run.Output;
    }
}
