using System.Diagnostics;
using System.Runtime.Versioning;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Cli;

/// <summary>The demos' scripts, up to where they need a real Envoy and a real collector: a copy, with programs that only pretend.</summary>
[TestFixture("samples/demo/run")]
[TestFixture("samples/overlay/run")]
[Platform(Include = "Linux,MacOsX")]
[UnsupportedOSPlatform("windows")]
internal sealed class DemoScriptTests(string script)
{
    private const string Noise = "warning: noise of a build";

    private string _folder = "";

    private string Script => Path.Combine(_folder, script);

    [SetUp]
    public void Copy()
    {
        _folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(Script)!);
        File.Copy(Path.Combine(Repository.Root, script), Script);
        foreach (var program in new[] { "envoy", "java", "curl" }) Pretend(program, "exit 1");
    }

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_build_that_succeeds_is_quiet()
    {
        Pretend("dotnet", $"echo '{Noise}'");
        Assert.That(await RunAsync(), Does.StartWith("building (").And.Contain("zipkin did not come up").And.Not.Contain(Noise));
    }

    [Test]
    public async Task A_build_that_fails_is_shown_and_ends_it()
    {
        Pretend("dotnet", $"echo '{Noise}'; exit 1");
        Assert.That(await RunAsync(), Does.EndWith($"{Noise}\n").And.Not.Contain("starting"));
    }

    private void Pretend(string program, string body)
    {
        var path = Path.Combine(_folder, program);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<string> RunAsync()
    {
        var start = new ProcessStartInfo("bash", ["-c", $"'{Script}' 2>&1"]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["ENVOY_BIN"] = Path.Combine(_folder, "envoy");
        start.Environment["ZIPKIN_JAR"] = Script;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(1), output);
        return output;
    }
}
