using System.Diagnostics;

namespace TrafficTrace.Tests.Golden;

/// <summary>
/// Real Envoys that judge configurations: <c>ENVOY_BIN</c>, else <c>envoy</c> on the PATH, and <c>ENVOY_OLD_BIN</c> for an older one.
/// </summary>
internal static class EnvoyBinary
{
    /// <summary>Skips the calling test, aloud, where there is none; fails it in CI.</summary>
    public static IReadOnlyList<string> All()
    {
        string?[] found = [Variable("ENVOY_BIN") ?? OnPath(), Variable("ENVOY_OLD_BIN")];
        if (found[0] is not null) return [.. found.OfType<string>()];

        const string Missing = "No Envoy to ask: set ENVOY_BIN or put envoy on the PATH.";
        throw Variable("CI") == "true" ? new AssertionException(Missing) : new IgnoreException(Missing);
    }

    /// <summary>Null when Envoy accepts the file as its bootstrap; else all that it says.</summary>
    public static async Task<string?> ValidateAsync(string envoy, string file)
    {
        using var process = Process.Start(new ProcessStartInfo(
            envoy, ["--mode", "validate", "-c", file, "--service-node", "n", "--service-cluster", "c"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : error + await output;
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string? OnPath() => (Variable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "envoy")).FirstOrDefault(File.Exists);
}
