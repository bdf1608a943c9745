using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

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
            Assert.That(
                errors,
                Does.Contain("--no-such-option").And.Contain("--xds-port: 'x' is no port").And.Contain("--bind: 1.2.3.4 can be reached"));
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
                Assert.That(errors, Does.Contain("broken files: 1 of 1").And.Contain("--start-with-sound-files"));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task A_taken_port_is_one_line_and_exit_code_2()
    {
        using var taken = Taken();
        var (errors, output, code) = await RefusedAsync($"--api-port 0 --xds-port {PortOf(taken)}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(errors, Has.Length.EqualTo(1));
            Assert.That(errors[0], Does.StartWith($"traffictrace-cp: --xds-port: can't listen on {taken.LocalEndpoint}: "));
            Assert.That(output, Does.Not.Contain("   at "));
        }
    }

    [Test]
    public async Task Beside_a_wrong_option_a_taken_port_is_not_told()
    {
        using var taken = Taken();
        var (errors, _, code) = await RefusedAsync($"--api-port 0 --xds-port {PortOf(taken)} --bind nowhere");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(errors, Is.EqualTo(new[] { "traffictrace-cp: --bind: 'nowhere' is no IP address" }));
        }
    }

    [Test]
    [Platform(Include = "Linux")]
    public async Task It_serves_where_no_folder_can_be_watched()
    {
        // In a user namespace of its own, which allows no inotify instance.
        const string None = "echo 0 > /proc/sys/user/max_inotify_instances";
        var folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;
        foreach (var (name, yaml) in Documents.All) await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.yaml"), yaml);
        using var process = Process.Start(new ProcessStartInfo(
            "unshare", ["-Ur", "bash", "-c", $"{None} && exec dotnet '{ControlPlaneDll}' --xds-port 0 --api-port 0 --resources '{folder}'"])
        { RedirectStandardOutput = true })!;
        try
        {
            var lines = new List<string>();
            while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
            {
                lines.Add(line);
                if (line.StartsWith("Ready:", StringComparison.Ordinal)) break;
            }

            if (lines.Count == 0) throw WithoutNamespace();
            Assert.That(lines[^1], Does.StartWith("Ready:"));
            Assert.That(lines, Has.Some.Contains("fs.inotify.max_user_instances"));
        }
        finally
        {
            process.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task In_a_JSON_log_what_stands_in_a_column_of_the_start_table_is_a_field()
    {
        var folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;
        foreach (var (name, yaml) in Documents.All) await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.yaml"), yaml);
        using var process = Start($"--xds-port 0 --api-port 0 --resources {folder}", ("Logging__Console__FormatterName", "json"));
        try
        {
            JsonElement row;
            do row = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync().WaitAsync(Patience))!).RootElement;
            while (row.GetProperty("EventId").GetInt32() != 2307);
            var fields = row.GetProperty("State");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(fields.GetProperty("Dataplane").GetString(), Is.EqualTo("default.api-1"));
                Assert.That(fields.GetProperty("Backend").GetString(), Is.EqualTo("zipkin"));
                Assert.That(fields.GetProperty("Sampling").GetString(), Is.EqualTo("10%"));
                Assert.That(fields.GetProperty("TracedListeners").GetString(), Does.StartWith("inbound:"));
            }
        }
        finally
        {
            process.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task Both_ports_that_are_taken_are_told_each_under_the_key_that_gave_it()
    {
        using var xds = Taken();
        using var api = Taken();
        var (errors, _, _) = await RefusedAsync($"--api-port {PortOf(api)}", ("TRAFFICTRACE_XDS_PORT", $"{PortOf(xds)}"));
        Assert.That(errors.Select(error => error.Split(": can't")[0]), Is.EqualTo(new[]
        {
            "traffictrace-cp: TRAFFICTRACE_XDS_PORT",
            "traffictrace-cp: --api-port",
        }));
    }

    [Test]
    public async Task With_a_JSON_log_every_line_is_an_event_with_a_time_in_UTC()
    {
        using var process = Start("--xds-port 0 --api-port 0", ("Logging__Console__FormatterName", "json"));
        try
        {
            var messages = new List<string>();
            while (!messages.Exists(message => message.StartsWith("Ready: xDS on", StringComparison.Ordinal)))
            {
                var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
                using var json = JsonDocument.Parse(line!);
                Assert.That(json.RootElement.GetProperty("Timestamp").GetString(), Does.EndWith("Z"));
                messages.Add(json.RootElement.GetProperty("Message").GetString()!);
            }

            Assert.That(messages[0], Does.StartWith("traffictrace-cp ").And.Contain($"process {process.Id}; reads nothing"));
        }
        finally
        {
            process.Kill();
        }
    }

    [Test]
    [Platform(Include = "Linux")]
    public async Task Idle_connections_beyond_the_bound_are_closed()
    {
        using var process = Process.Start(new ProcessStartInfo(
            "bash", ["-c", $"ulimit -n 400; exec dotnet '{ControlPlaneDll}' --xds-port 0 --api-port 0"])
        { RedirectStandardOutput = true })!;
        var idle = new List<TcpClient>();
        try
        {
            var lines = new List<string>();
            while (!lines.Exists(line => line.StartsWith("Ready:", StringComparison.Ordinal)))
                lines.Add((await process.StandardOutput.ReadLineAsync().WaitAsync(Patience))!);
            var port = int.Parse(lines[^1].Split(',')[1].Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
            for (var i = 0; i <= 50; i++)
            {
                idle.Add(new TcpClient());
                await idle[^1].ConnectAsync(IPAddress.Loopback, port);
            }

            // An eighth of 400 are open; one was too many, and hears it. Which one, the server's threads decide.
            Assert.That(await await Task.WhenAny(idle.Select(IsClosedAsync)), Is.True);
            Assert.That(lines, Has.Some.Contains("only 400 files may be open"));
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
            process.Kill();
        }
    }

    [Test]
    public async Task Asked_to_it_starts_with_the_sound_files()
    {
        var folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.yaml"), "type: [Mesh");
        await File.WriteAllTextAsync(Path.Combine(folder, "mesh.yaml"), Documents.Mesh());
        using var process = Start($"--xds-port 0 --api-port 0 --start-with-sound-files --resources {folder}");
        var lines = new List<string>();
        while (!lines.Exists(line => line.StartsWith("Ready:", StringComparison.Ordinal)))
            lines.Add((await process.StandardOutput.ReadLineAsync().WaitAsync(Patience))!);
        process.Kill();
        Directory.Delete(folder, recursive: true);
        Assert.That(lines, Has.Some.Contains("broken.yaml is not used as it is").And.Some.Contains("mesh.yaml read; resources: 1"));
    }

    [Test]
    [Platform(Include = "Linux,MacOsX")]
    public async Task On_SIGTERM_it_ends_well()
    {
        using var process = Start("--xds-port 0 --api-port 0");
        while ((await process.StandardOutput.ReadLineAsync().WaitAsync(Patience)) is { } line
            && !line.StartsWith("Ready:", StringComparison.Ordinal))
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

    [Test]
    public async Task The_first_command_of_the_README_says_that_it_builds()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "TrafficTrace.sln"))) root = root.Parent!;
        var settings = await File.ReadAllTextAsync(
            Path.Combine(root.FullName, "src/TrafficTrace.ControlPlane/Properties/launchSettings.json"));
        var profile = JsonDocument.Parse(settings).RootElement.GetProperty("profiles").EnumerateObject().First();
        Assert.That(profile.Value.GetProperty("dotnetRunMessages").GetBoolean());
    }

    private static async Task<(string[] Errors, string Output, int Code)> RefusedAsync(
        string arguments, params (string, string)[] variables)
    {
        using var process = Start(arguments, variables);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), await output, process.ExitCode);
        }
        finally
        {
            process.Kill();
        }
    }

    private static TcpListener Taken()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task<bool> IsClosedAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Patience) == 0;
        }
        catch (IOException) // a reset instead of an end
        {
            return true;
        }
    }

    private static string ControlPlaneDll => Path.Combine(AppContext.BaseDirectory, "traffictrace-cp.dll");

    /// <summary>With CI=true nothing is skipped.</summary>
    private static Exception WithoutNamespace()
    {
        const string Reason = "this machine allows no user namespace (unshare -Ur)";
        return Environment.GetEnvironmentVariable("CI") == "true" ? new AssertionException(Reason) : new IgnoreException(Reason);
    }

    private static Process Start(string arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{ControlPlaneDll}\" {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
