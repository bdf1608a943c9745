using System.Diagnostics;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>The executable itself: exit codes, and how it stops.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Bad_start_up_input_is_told_whole_with_exit_code_2()
    {
        using var process = Start("--xds-port x --no-such-option --bind 1.2.3.4");
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.EqualTo(2));
            Assert.That(errors, Does.Contain("--no-such-option").And.Contain("--xds-port: 'x' is no port").And.Contain("--bind: 1.2.3.4 can be reached"));
        }
    }

    [Test]
    public async Task A_faulty_file_at_the_start_is_told_with_line_and_field_and_exit_code_2()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Documents.Mesh(sampling: "1000"));
            using var process = Start($"--xds-port 0 --api-port 0 --resources {file}");
            var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(process.ExitCode, Is.EqualTo(2));
                Assert.That(errors, Does.Contain($"--resources: {file}:7: Mesh default: tracing.backends[0].sampling: "));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    [Platform(Include = "Linux,MacOsX")]
    public async Task On_SIGTERM_it_ends_well()
    {
        using var process = Start("--xds-port 0 --api-port 0");
        while ((await process.StandardOutput.ReadLineAsync().WaitAsync(Patience)) is { } line && !line.StartsWith("Ready:", StringComparison.Ordinal))
        {
        }

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public async Task The_first_command_of_the_README_finds_the_sample_from_where_it_is_called()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "TrafficTrace.sln"))) root = root.Parent!;
        // MSBuild is asked, since a run would take the ports of the README.
        var start = new ProcessStartInfo("dotnet", "msbuild src/TrafficTrace.ControlPlane -getProperty:RunWorkingDirectory")
        {
            WorkingDirectory = root.FullName,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var folder = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.Zero, folder);
            Assert.That(folder.Trim(), Is.Empty, "a path given to dotnet run would be looked for there");
        }
    }

    private static Process Start(string arguments) => Process.Start(new ProcessStartInfo("dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, "traffictrace-cp.dll")}\" {arguments}")
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
