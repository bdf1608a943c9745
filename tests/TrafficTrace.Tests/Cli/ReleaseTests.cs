using System.Text.RegularExpressions;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Cli;

/// <summary>What the README says it was tried with is what the files beside it take: nobody starts a release that we never ran.</summary>
internal sealed partial class ReleaseTests
{
    [Test]
    public void The_compose_file_takes_the_newest_Envoy_that_it_was_tried_with()
    {
        Assert.That(Versions("docker-compose.yml", ComposeEnvoy()), Is.EqualTo(Tried.Take(1)));
    }

    [Test]
    public void The_whole_check_runs_with_the_Envoys_that_the_README_names() =>
        Assert.That(Versions(".ci/run", CheckedEnvoy()), Is.EqualTo(Tried));

    [Test]
    public void The_clients_of_the_engine_are_the_same_Envoys()
    {
        var row = Read("docs/xds.md").Split('\n').Single(line => line.StartsWith("| Envoy |", StringComparison.Ordinal));
        Assert.That(Version().Matches(row).Select(version => version.Value), Is.EqualTo(Tried));
    }

    [Test]
    public void Images_are_built_with_the_SDK_that_the_README_asks_for()
    {
        var sdks = Versions("Dockerfile", SdkImage()).Concat(Versions("samples/DemoService/Dockerfile", SdkImage())).Distinct().ToList();
        var runtimes = Versions("Dockerfile", RuntimeImage()).Concat(Versions("samples/DemoService/Dockerfile", RuntimeImage())).Distinct()
            .ToList();
        var asked = SdkOfReadme().Match(Read("README.md")).Groups[1].Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sdks, Has.Count.EqualTo(1));
            Assert.That(runtimes, Has.Count.EqualTo(1));
            Assert.That(
                sdks.Concat(runtimes).Append(SdkOfBuild().Match(Read("global.json")).Groups[1].Value), Is.All.StartsWith($"{asked}."));
        }
    }

    /// <summary>The columns of the table "Tried with", the newest first.</summary>
    private static List<string> Tried
    {
        get
        {
            var columns = Read("README.md").Split('\n').Single(line => line.StartsWith("| what | Envoy ", StringComparison.Ordinal));
            return [.. Version().Matches(columns).Select(version => version.Value)];
        }
    }

    private static IEnumerable<string> Versions(string file, Regex naming) =>
        naming.Matches(Read(file)).Select(match => match.Groups[1].Value);

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Version();

    [GeneratedRegex(@"image: envoyproxy/envoy:v(\S+)")]
    private static partial Regex ComposeEnvoy();

    [GeneratedRegex(@"^tried ENVOY\w* (\S+)", RegexOptions.Multiline)]
    private static partial Regex CheckedEnvoy();

    [GeneratedRegex(@"dotnet/sdk:(\S+)")]
    private static partial Regex SdkImage();

    [GeneratedRegex(@"dotnet/aspnet:(\d+\.\d+\.\d+)")]
    private static partial Regex RuntimeImage();

    [GeneratedRegex(@"You need the \.NET (\d+) SDK")]
    private static partial Regex SdkOfReadme();

    [GeneratedRegex(@"""version"": ""(\S+)""")]
    private static partial Regex SdkOfBuild();
}
