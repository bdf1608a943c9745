using System.Diagnostics;

namespace TrafficTrace.Tests.Rooms;

/// <summary>A program of other people that judges what is ours.</summary>
internal static class RealTool
{
    /// <summary>Its first place on the PATH; null where there is none.</summary>
    public static string? OnPath(string name) => (Variable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Null when it is not set, or empty.</summary>
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Skips the calling test, aloud; fails it in CI.</summary>
    public static Exception Missing(string what) =>
        Variable("CI") == "true" ? new AssertionException(what) : new IgnoreException(what);

    /// <summary>All that it says; null when it is content.</summary>
    public static async Task<string?> ComplaintsAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : error + await output;
    }
}
