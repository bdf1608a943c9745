using System.Collections.Immutable;
using TrafficTrace.Tests.Translation;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Golden;

/// <summary><c>UPDATE_GOLDEN=1 dotnet test</c> rewrites the files; review their diff as you would code.</summary>
public class GoldenTests
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    [TestCaseSource(typeof(GoldenCase), nameof(GoldenCase.All))]
    public void Translation_gives_what_the_files_say(GoldenCase golden)
    {
        Assert.That(File.Exists(Path.Combine(golden.Folder, GoldenCase.Input)), "a golden folder has an input.yaml");
        var outputs = golden.Outputs();
        if (Update) Write(golden.Folder, outputs);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Written(golden.Folder), Is.EquivalentTo(outputs.Keys), "files");
            foreach (var (file, content) in outputs) Assert.That(Read(golden.Folder, file), Is.EqualTo(content), file);
        }
    }

    [Test]
    public void A_rejected_collector_leaves_the_resources_of_an_untraced_proxy(
        [ValueSource(typeof(GoldenCase), nameof(GoldenCase.All))] GoldenCase golden, [Values] SamplingMode mode)
    {
        var rejected = golden.Translate(mode, rejected: true);
        var untraced = golden.TranslateUntraced(mode);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rejected.Listeners, Is.EqualTo(untraced.Listeners));
            Assert.That(rejected.Clusters, Is.EqualTo(untraced.Clusters));
            Assert.That(rejected.Endpoints, Is.EqualTo(untraced.Endpoints));
            Assert.That(rejected.Runtime, Is.EqualTo(untraced.Runtime));
            Assert.That(rejected.Collector, Is.Null);
        }
    }

    private static IEnumerable<string?> Written(string folder) =>
        Directory.EnumerateFiles(folder).Select(Path.GetFileName).Where(file => file != GoldenCase.Input);

    private static string Read(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private static void Write(string folder, ImmutableSortedDictionary<string, string> outputs)
    {
        foreach (var stale in Written(folder).OfType<string>().Except(outputs.Keys)) File.Delete(Path.Combine(folder, stale));
        foreach (var (file, content) in outputs) File.WriteAllText(Path.Combine(folder, file), content);
    }
}
