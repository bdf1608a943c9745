using System.Diagnostics;
using TrafficTrace.Tests.Golden;

namespace TrafficTrace.Tests.Cli;

/// <summary>Real Envoy's word on a bootstrap: <c>envoy --mode validate</c>.</summary>
internal static class EnvoyValidation
{
    /// <summary>Envoy's output; it ends with <c>OK</c> when the file is good.</summary>
    public static Task<string> ValidateAsync(string yaml) => ValidateAsync(yaml, EnvoyBinary.All()[0]);

    public static async Task<string> ValidateAsync(string yaml, string envoy)
    {
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
