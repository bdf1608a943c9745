using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Tests.Rooms;
using YamlDotNet.RepresentationModel;

namespace TrafficTrace.Tests.Cli;

/// <summary>The compose demo can't run where there is no container engine; what can be held is held here.</summary>
internal sealed class ComposeFileTests
{
    private static readonly string Top = FindTop();

    private static IEnumerable<string> Dockerfiles =>
        [Path.Combine(Top, "Dockerfile"), Path.Combine(Top, "samples", "DemoService", "Dockerfile")];

    [Test]
    public void Every_image_is_pinned_to_a_full_version()
    {
        var compose = Services().Select(service => Text(service.Value, "image"));
        var bases = Dockerfiles.SelectMany(File.ReadLines).Where(line => line.StartsWith("FROM ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1]);
        Assert.That(compose.Concat(bases), Is.All.Match(@":v?\d+\.\d+\.\d+(-[a-z0-9.-]+)?$"));
    }

    [Test]
    public void Every_host_port_is_on_loopback()
    {
        var ports = Services().SelectMany(service => Children(service.Value, "ports").Children).Select(port => ((YamlScalarNode)port).Value)
            .ToList();
        Assert.That(ports, Is.Not.Empty.And.All.StartsWith("127.0.0.1:"));
    }

    [Test]
    public void Every_service_has_a_health_check()
    {
        Assert.That(Services().Where(service => !Has(service.Value, "healthcheck")).Select(service => service.Key), Is.Empty);
    }

    [Test]
    public void The_control_plane_has_the_time_to_end_that_the_manual_asks_for()
    {
        var manual = File.ReadAllText(Path.Combine(Top, "docs/operating.md"));
        var asked = Regex.Match(manual, @"Give it (\d+ s) before it is killed").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var service = Services().Single(service => service.Key == "control-plane").Value;
        Assert.That(Text(service, "stop_grace_period"), Is.Not.Null.And.EqualTo(asked));
    }

    [Category("Long")]
    [TestCase("docker-compose.yml")]
    [TestCase("docker-compose.yml", "docker-compose.opentelemetry.yml")]
    public async Task Compose_takes_the_files(params string[] files)
    {
        var compose = RealTool.OnPath("docker-compose") ?? throw RealTool.Missing("No docker-compose on the PATH.");
        var arguments = files.SelectMany(file => (string[])["-f", Path.Combine(Top, file)]);
        Assert.That(await RealTool.ComplaintsAsync(compose, [.. arguments, "config", "-q"]), Is.Null);
    }

    [Test]
    public void The_other_Mesh_has_the_backend_that_the_policy_names()
    {
        var read = ResourceReader.Read(Sample("opentelemetry/mesh.yaml"), null, ReaderOptions.Default);
        var policy = ResourceReader.Read(Sample("resources/traffic-trace.yaml"), null, ReaderOptions.Default);
        var mesh = (Mesh)read.Resources.Single();
        Assert.That(mesh.Backends.Single().Name, Is.EqualTo(((TrafficTracePolicy)policy.Resources.Single()).Backend));
        Assert.That(mesh.Backends.Single().Collector, Is.TypeOf<OpenTelemetryCollector>());
    }

    [TestCase("web")]
    [TestCase("orders")]
    [TestCase("stock")]
    public async Task The_bootstraps_are_what_the_command_prints(string service)
    {
        var run = await CommandRun.OfAsync(
            "generate", "bootstrap", "--name", $"{service}-1", "--service", service, "--xds-address", "control-plane");
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(Top, "samples", "compose", "envoy", $"{service}.yaml")), Is.EqualTo(run.Output));
    }

    // Merge keys (<<) are looked through by hand: the representation model leaves them as they are.
    private static List<KeyValuePair<string, YamlNode>> Services()
    {
        using var text = File.OpenText(Path.Combine(Top, "docker-compose.yml"));
        var yaml = new YamlStream();
        yaml.Load(text);
        return
        [
            .. ((YamlMappingNode)yaml.Documents[0].RootNode["services"])
            .Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, child.Value)),
        ];
    }

    private static YamlNode? Find(YamlNode service, string key)
    {
        var own = ((YamlMappingNode)service).Children;
        if (own.TryGetValue(key, out var value))
            return value;
        return own.TryGetValue("<<", out var merged) ? Find(merged, key) : null;
    }

    private static bool Has(YamlNode service, string key) => Find(service, key) is not null;

    private static string? Text(YamlNode service, string key) => (Find(service, key) as YamlScalarNode)?.Value;

    private static YamlSequenceNode Children(YamlNode service, string key) =>
        Find(service, key) as YamlSequenceNode ?? new YamlSequenceNode();

    private static string Sample(string file) => File.ReadAllText(Path.Combine(Top, "samples/compose", file));

    private static string FindTop([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
}
