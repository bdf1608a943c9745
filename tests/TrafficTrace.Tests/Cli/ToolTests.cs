using System.Diagnostics;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Cli;

/// <summary>The line of the README that makes the tool a command, in folders of the test's own.</summary>
[Category("Long")]
internal sealed class ToolTests
{
    private const string Line =
        "dotnet pack src/TrafficTrace.Cli -o artifacts && dotnet tool install --global --add-source artifacts TrafficTrace.Cli";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Test]
    public async Task The_packed_tool_is_a_command_called_traffictrace()
    {
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")), Does.Contain($"\n{Line}\n"));
        var folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;
        try
        {
            var (packages, tools) = (Path.Combine(folder, "packages"), Path.Combine(folder, "tools"));
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            await RunAsync("dotnet", ["pack", "src/TrafficTrace.Cli", "--no-build", "-c", configuration, "-o", packages], folder);
            var settings = SourceOf(folder, packages);
            await RunAsync("dotnet", ["tool", "install", "--tool-path", tools, "--configfile", settings, "TrafficTrace.Cli"], folder);
            var version = await RunAsync(Path.Combine(tools, "traffictrace"), ["--version"], folder);
            Assert.That(version, Does.Match(@"\A\d+\.\d+\.\d+\s*\z"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string home)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        start.Environment["DOTNET_CLI_HOME"] = home;
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath);
        using var process = Process.Start(start)!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.That(process.ExitCode, Is.Zero, output);
            return output;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Settings by which packages come from that folder alone: with --add-source one of that name in a feed could win.</summary>
    private static string SourceOf(string folder, string packages)
    {
        var file = Path.Combine(folder, "nuget.config");
        File.WriteAllText(file, $"""
            <configuration><packageSources><clear /><add key="built" value="{packages}" /></packageSources></configuration>
            """);
        return file;
    }
}
