using System.Diagnostics;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>Runs <c>traffictrace</c> to its end.</summary>
internal static class CommandLine
{
    /// <summary>Its standard output; fails the test when its exit code is not 0.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await TryAsync(arguments);
        Assert.That(exitCode, Is.Zero, $"traffictrace {string.Join(' ', arguments)}\n{error}");
        return output;
    }

    /// <summary>The same, however it ends.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> TryAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Executables.CommandLine, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>The bootstrap of a proxy, as <c>traffictrace generate bootstrap</c> prints it.</summary>
    public static Task<string> BootstrapAsync(string name, string service, int xdsPort, int adminPort, ApiType api, bool rtds) => RunAsync(
        "generate", "bootstrap", "--mesh", "default", "--name", name, "--service", service,
        "--xds-port", $"{xdsPort}", "--admin-port", $"{adminPort}",
        "--api-type", api == ApiType.Delta ? "DELTA_GRPC" : "GRPC", "--rtds", rtds ? "true" : "false");
}
