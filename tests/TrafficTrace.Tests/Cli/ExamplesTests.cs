using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Cli;

/// <summary>Each file of <c>examples/</c> does what it says, with the proxies of the demo.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ExamplesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "examples");
    private static readonly string Dataplanes = Path.Combine(Repository.Root, "samples/demo/dataplanes.yaml");

    private static IEnumerable<string?> Files() => Directory.EnumerateFiles(Folder, "*.yaml").Select(Path.GetFileName).Order();

    [TestCaseSource(nameof(Files))]
    public async Task Nothing_is_wrong_with_it(string file)
    {
        var run = await CommandRun.OfAsync("validate", "-f", Path.Combine(Folder, file), "-f", Dataplanes);
        var told = (run.Output + run.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(told.Where(line => !line.StartsWith("files: ", StringComparison.Ordinal)), Is.All.Match(@"\((TT1111|TT1116)\)$"));
        }
    }

    [TestCaseSource(nameof(Files))]
    public async Task Envoy_accepts_what_a_proxy_gets_by_it(string file)
    {
        var run = await CommandRun.OfAsync(
            "translate", "-f", Path.Combine(Folder, file), "-f", Dataplanes, "--node", "default.web-1", "--static");
        Assert.That(run.Error, Does.Contain("Dataplane default/web-1 is traced"));
        Assert.That(await EnvoyValidation.ValidateAsync(run.Output), Does.EndWith("OK"));
    }

    [Test]
    public void The_page_lists_each_file_and_no_other()
    {
        var listed = File.ReadLines(Path.Combine(Folder, "README.md")).Where(line => line.EndsWith(".yaml) |", StringComparison.Ordinal))
            .Select(line => line[(line.LastIndexOf('(') + 1)..^3]);
        Assert.That(listed, Is.EquivalentTo(Files()));
    }
}
