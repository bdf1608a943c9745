using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>The executable itself: exit codes, and how it stops.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly (string Name, string Value) JsonLog = ("Logging__Console__FormatterName", "json");

    [Test]
    public async Task Bad_start_up_input_is_told_whole_with_exit_code_2()
    {
        var (errors, _, code) = await RefusedAsync(["--xds-port", "x", "--no-such-option", "--bind", "1.2.3.4"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(
                errors,
                Has.Some.Contains("--no-such-option").And.Some.Contains("--xds-port: 'x' is no port")
                    .And.Some.Contains("--bind: 1.2.3.4 can be reached"));
        }
    }

    [Test]
    public async Task A_faulty_file_at_the_start_is_told_with_line_and_field_and_exit_code_2()
    {
        using var folder = new ResourceFolder();
        var file = Path.Combine(folder.Path, "mesh.tmp"); // a file that is named is read whatever its name ends with
        await File.WriteAllTextAsync(file, Documents.Mesh(sampling: "1000"));
        var (errors, _, code) = await RefusedAsync([.. ControlPlaneProcess.FreePorts, "--resources", file]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(errors, Has.Some.Contains($"--resources: {file}:7: Mesh default: tracing.backends[0].sampling: "));
            Assert.That(errors, Has.Some.Contains("broken files: 1 of 1").And.Some.Contains("--start-with-sound-files"));
        }
    }

    [Test]
    public async Task A_taken_port_is_one_line_and_exit_code_2()
    {
        using var taken = Taken();
        var (errors, output, code) = await RefusedAsync(["--api-port", "0", "--xds-port", PortOf(taken)]);
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
        var (errors, _, code) = await RefusedAsync(["--api-port", "0", "--xds-port", PortOf(taken), "--bind", "nowhere"]);
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
        const string None = "echo 0 > /proc/sys/user/max_inotify_instances && echo namespace && exec \"$@\"";
        using var folder = ResourceFolder.WithAll();
        await using var process = ControlPlaneProcess.StartUnder(
            ["unshare", "-Ur", "bash", "-c", None, "bash"], [.. ControlPlaneProcess.FreePorts, "--resources", folder.Path]);
        if (await process.NextAsync() != "namespace") throw WithoutNamespace();
        Assert.That(await process.ReadyAsync(), Does.StartWith("Ready:"));
        Assert.That(process.Lines, Has.Some.Contains("fs.inotify.max_user_instances"));
    }

    [Test]
    public async Task In_a_JSON_log_what_stands_in_a_column_of_the_start_table_is_a_field()
    {
        using var folder = ResourceFolder.WithAll();
        await using var process = ControlPlaneProcess.Start([.. ControlPlaneProcess.FreePorts, "--resources", folder.Path], JsonLog);
        await process.LineAsync("\"EventId\":2307,");
        var fields = process.Lines.Select(Json).Single(row => row.GetProperty("EventId").GetInt32() == 2307).GetProperty("State");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fields.GetProperty("Dataplane").GetString(), Is.EqualTo("default.api-1"));
            Assert.That(fields.GetProperty("Backend").GetString(), Is.EqualTo("zipkin"));
            Assert.That(fields.GetProperty("Sampling").GetString(), Is.EqualTo("10%"));
            Assert.That(fields.GetProperty("TracedListeners").GetString(), Does.StartWith("inbound:"));
        }
    }

    [Test]
    public async Task Both_ports_that_are_taken_are_told_each_under_the_key_that_gave_it()
    {
        using var xds = Taken();
        using var api = Taken();
        var (errors, _, _) = await RefusedAsync(["--api-port", PortOf(api)], ("TRAFFICTRACE_XDS_PORT", PortOf(xds)));
        Assert.That(errors.Select(error => error.Split(": can't")[0]), Is.EqualTo(new[]
        {
            "traffictrace-cp: TRAFFICTRACE_XDS_PORT",
            "traffictrace-cp: --api-port",
        }));
    }

    [Test]
    public async Task With_a_JSON_log_every_line_is_an_event_with_a_time_in_UTC()
    {
        await using var process = ControlPlaneProcess.Start(ControlPlaneProcess.FreePorts, JsonLog);
        await process.ReadyAsync();
        var rows = process.Lines.Select(Json).ToArray();
        Assert.That(rows.Select(row => row.GetProperty("Timestamp").GetString()), Has.All.EndsWith("Z"));
        var messages = rows.Select(row => row.GetProperty("Message").GetString()).ToArray();
        Assert.That(messages[0], Does.StartWith("traffictrace-cp ").And.Contain($"process {process.Id}; reads nothing"));
        Assert.That(messages[^1], Does.StartWith("Ready: xDS on"));
    }

    [Test]
    [Platform(Include = "Linux")]
    public async Task Idle_connections_beyond_the_bound_are_closed()
    {
        await using var process = ControlPlaneProcess.StartUnder(
            ["bash", "-c", "ulimit -n 400; exec \"$@\"", "bash"], ControlPlaneProcess.FreePorts);
        await process.ReadyAsync();
        Assert.That(process.Lines, Has.Some.Contains("only 400 files may be open"));
        var idle = Enumerable.Range(0, 51).Select(_ => new TcpClient()).ToArray();
        try
        {
            // An eighth of 400 are open; one is too many, and hears it. Which one, the server's threads decide.
            var closed = idle.Select(client => IsClosedAsync(client, new Uri(process.ApiAddress).Port)).ToArray();
            Assert.That(await await Task.WhenAny(closed), Is.True);
            Assert.That(closed.Count(one => one.IsCompleted), Is.EqualTo(1));
        }
        finally
        {
            Array.ForEach(idle, client => client.Dispose());
        }
    }

    [Test]
    public async Task Asked_to_it_starts_with_the_sound_files()
    {
        using var folder = new ResourceFolder();
        folder.Write("broken", "type: [Mesh");
        folder.Write("mesh", Documents.Mesh());
        await using var process = ControlPlaneProcess.Start(
            [.. ControlPlaneProcess.FreePorts, "--start-with-sound-files", "--resources", folder.Path]);
        await process.ReadyAsync();
        Assert.That(
            process.Lines,
            Has.Some.Contains("broken.yaml is not used as it is").And.Some.Contains("mesh.yaml read; resources: 1"));
    }

    [Test]
    [Platform(Include = "Linux,MacOsX")]
    public async Task On_SIGTERM_it_ends_well()
    {
        await using var process = ControlPlaneProcess.Start(ControlPlaneProcess.FreePorts);
        await process.ReadyAsync();
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        Assert.That(await process.EndAsync(), Is.Zero);
    }

    [Test]
    [Platform(Include = "Linux,MacOsX")]
    public async Task Told_to_stop_it_ends_many_streams_over_a_while_and_told_once_more_at_once()
    {
        await using var process = ControlPlaneProcess.Start(ControlPlaneProcess.FreePorts);
        await process.ReadyAsync();
        await using var streams = await ManyStreams.OpenAsync(process, 1_500);
        using var first = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.LineAsync("streams that are open end over 1.5 s: 1500");
        await streams.FirstEndedAsync();
        Assert.That(streams.Open, Is.Positive, "they do not end at once");
        using var second = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.LineAsync("told once more to stop");
        Assert.That(await process.EndAsync(), Is.Zero);
    }

    [Test]
    public async Task The_first_command_of_the_README_finds_the_sample_from_where_it_is_called()
    {
        // MSBuild is asked, since a run would take the ports of the README.
        var start = new ProcessStartInfo("dotnet", "msbuild src/TrafficTrace.ControlPlane -getProperty:RunWorkingDirectory")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var folder = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(process.ExitCode, Is.Zero, folder);
                Assert.That(folder.Trim(), Is.Empty, "a path given to dotnet run would be looked for there");
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Test]
    public async Task The_first_command_of_the_README_says_that_it_builds()
    {
        var file = Path.Combine(Repository.Root, "src/TrafficTrace.ControlPlane/Properties/launchSettings.json");
        var settings = await File.ReadAllTextAsync(file);
        var profile = JsonDocument.Parse(settings).RootElement.GetProperty("profiles").EnumerateObject().First();
        Assert.That(profile.Value.GetProperty("dotnetRunMessages").GetBoolean());
    }

    private static async Task<(string[] Errors, string Output, int Code)> RefusedAsync(
        string[] arguments, params (string, string)[] variables)
    {
        await using var process = ControlPlaneProcess.Start(arguments, variables);
        var code = await process.EndAsync();
        var errors = await process.ErrorsAsync();
        return (errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), string.Join('\n', process.Lines), code);
    }

    private static TcpListener Taken()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static string PortOf(TcpListener listener) =>
        ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

    private static JsonElement Json(string line) => JsonSerializer.Deserialize<JsonElement>(line);

    private static async Task<bool> IsClosedAsync(TcpClient client, int port)
    {
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Patience) == 0;
        }
        catch (Exception reset) when (reset is IOException or SocketException) // instead of an end; it may come while it connects
        {
            return true;
        }
    }

    /// <summary>With CI=true nothing is skipped.</summary>
    private static Exception WithoutNamespace()
    {
        const string Reason = "this machine allows no user namespace (unshare -Ur)";
        return Environment.GetEnvironmentVariable("CI") == "true" ? new AssertionException(Reason) : new IgnoreException(Reason);
    }
}
