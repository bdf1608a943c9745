using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.Tests.Storage;

/// <summary>
/// A server of PostgreSQL in a folder of its own, on a free port of loopback. Its programs are those of Debian, or in the folder that
/// <c>POSTGRES_BIN</c> names; where there are none the test is skipped, and with CI=true it fails.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // PostgreSQL refuses to run as root.
    private static readonly string[] AsNobody =
        Environment.UserName == "root" ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];

    private readonly string _programs;
    private readonly string _folder = Directory.CreateTempSubdirectory("postgres-").FullName;
    private readonly string _port = FreePort();
    private Process? _server;

    private PostgresServer(string programs) => _programs = programs;

    /// <summary>As a host and a port in a connection.</summary>
    public string Place => $"Host=127.0.0.1;Port={_port}";

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(Programs());
        if (AsNobody.Length > 0) await RunAsync(["chown", "nobody", server._folder]);
        await RunAsync(
        [
            .. AsNobody, server.Program("initdb"), "-D", server.Data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8",
            "--locale=C", "--no-instructions",
        ]);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>After <see cref="KillAsync"/>, on the same port and folder.</summary>
    public async Task StartAgainAsync()
    {
        string[] words =
        [
            .. AsNobody, Program("postgres"), "-D", Data, "-p", _port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "max_connections=60", "-c", "jit=off",
        ];
        _server = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!;
        var said = new List<string>();
        while (await _server.StandardError.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (!line.Contains("ready to accept connections", StringComparison.Ordinal)) continue;
            _ = _server.StandardError.ReadToEndAsync(); // so that it never waits for a reader
            return;
        }

        throw new AssertionException($"PostgreSQL did not start:\n{string.Join('\n', said)}");
    }

    /// <summary>Ends it at once, as the loss of its machine would.</summary>
    public async Task KillAsync()
    {
        if (_server is not { } server) return;
        _server = null;
        // Told so, it ends its own processes at once too, and recovers at the next start.
        await RunAsync(["kill", "-QUIT", server.Id.ToString(CultureInfo.InvariantCulture)]);
        await server.WaitForExitAsync();
        server.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private string Program(string name) => Path.Combine(_programs, name);

    private static string Programs()
    {
        string[] candidates =
        [
            Environment.GetEnvironmentVariable("POSTGRES_BIN") ?? "",
            .. Directory.Exists("/usr/lib/postgresql")
                ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal)
                    .Select(version => Path.Combine(version, "bin"))
                : [],
        ];
        const string Missing = "PostgreSQL is not there: install Debian's postgresql, or set POSTGRES_BIN";
        return Array.Find(candidates, folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw (Environment.GetEnvironmentVariable("CI") == "true" ? new AssertionException(Missing) : new IgnoreException(Missing));
    }

    private static async Task RunAsync(string[] words)
    {
        using var process = Process.Start(
            new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{words[0]}: {await output}{errors}");
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
