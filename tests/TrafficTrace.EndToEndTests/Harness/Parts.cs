using System.Diagnostics;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// The real parts that these tests run against. A missing one skips the test aloud; where <c>CI</c> is true, it fails it.
/// </summary>
internal static class Parts
{
    private static readonly Lazy<string?> FoundPython = new(() => AllOnPath("python3").FirstOrDefault(HasGrpc));

    /// <summary>Envoy of the current release: <c>ENVOY_BIN</c>, else <c>envoy</c> on the PATH.</summary>
    public static string Envoy =>
        Existing("ENVOY_BIN") ?? OnPath("envoy") ?? Missing("Envoy", "set ENVOY_BIN to its binary or put `envoy` on the PATH");

    /// <summary>Envoy of the oldest release that is supported (1.36): <c>ENVOY_OLD_BIN</c>.</summary>
    public static string OldEnvoy => Existing("ENVOY_OLD_BIN") ?? Missing("Envoy 1.36", "set ENVOY_OLD_BIN to its binary");

    public static string ZipkinJar =>
        Existing("ZIPKIN_JAR") ?? Missing("Zipkin", "set ZIPKIN_JAR to the jar of zipkin-server (classifier slim)");

    public static string Java => OnPath("java") ?? Missing("Java", "put `java` (17 or newer) on the PATH, Zipkin needs it");

    public static string Node => OnPath("node") ?? Missing("Node.js", "put `node` on the PATH");

    public static string Npm => OnPath("npm") ?? Missing("npm", "put `npm` on the PATH, @grpc/grpc-js-xds is installed by it");

    /// <summary>The first Python on the PATH that has gRPC; distributions install it for their own only.</summary>
    public static string PythonWithGrpc =>
        FoundPython.Value ?? Missing("Python's gRPC", "put a `python3` on the PATH that has `grpc` (Debian: python3-grpcio)");

    /// <summary>A control plane of somebody else.</summary>
    public static string Peer => Existing("XDS_PEER") ?? Missing("The peer", "set XDS_PEER to its program");

    public static string EnvoyOf(EnvoyRelease release) => release == EnvoyRelease.Oldest ? OldEnvoy : Envoy;

    /// <summary>Skips the test, or fails it where <c>CI</c> is true.</summary>
    public static string Missing(string part, string remedy)
    {
        var text = $"{part} is not on this machine: {remedy}.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            throw new AssertionException(text);
        throw new IgnoreException(text);
    }

    private static string? Existing(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path
            ? File.Exists(path) ? path : throw new FileNotFoundException($"{variable} names a file that does not exist: {path}")
            : null;

    private static string? OnPath(string name) => AllOnPath(name).FirstOrDefault();

    private static IEnumerable<string> AllOnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .Where(File.Exists);

    private static bool HasGrpc(string python)
    {
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import grpc"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
