using System.Diagnostics;

namespace TrafficTrace.Tests.Cli;

/// <summary>Real Envoy's word on a bootstrap: <c>envoy --mode validate</c> with ENVOY_BIN, else the <c>envoy</c> on the PATH.</summary>
internal static class EnvoyValidation
{
    /// <summary>Envoy's output; it ends with <c>OK</c> when the file is good.</summary>
    public static async Task<string> ValidateAsync(string yaml)
    {
        var envoy = Find();
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"bootstrap-{Guid.NewGuid():n}.yaml");
        await File.WriteAllTextAsync(file, yaml);
        try
        {
            return await RunAsync(envoy, "--mode", "validate", "-c", file, "--log-level", "error");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Find()
    {
        var named = Environment.GetEnvironmentVariable("ENVOY_BIN");
        var found = string.IsNullOrEmpty(named)
            ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "envoy")).FirstOrDefault(File.Exists)
            : named;
        if (found is null && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail("No Envoy: set ENVOY_BIN, or put envoy on the PATH.");
        if (found is null)
            Assert.Ignore("No Envoy: set ENVOY_BIN, or put envoy on the PATH.");
        return found!;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (await error + output).Trim();
    }
}
