using System.Diagnostics;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Clients;

/// <summary>
/// The packages of the Node client: fetched by npm as its lock file says, once for all tests, and again only when that changes.
/// </summary>
internal static class NodeModules
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "grpc-js");

    private static readonly Lazy<Task> Installed = new(InstallAsync);

    public static Task InstalledAsync() => Installed.Value;

    private static async Task InstallAsync()
    {
        var done = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json")); // npm writes it last
        if (done.Exists && done.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return;
        using var npm = Process.Start(
            new ProcessStartInfo(Parts.Npm, ["ci"])
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            Parts.Missing("@grpc/grpc-js-xds", $"`npm ci` in {Folder} must reach a registry; it said: {await output}{errors}");
    }
}
