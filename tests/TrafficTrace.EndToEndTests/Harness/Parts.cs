namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>The real parts that these tests run against. A missing one skips the test aloud; where <c>CI</c> is true, it fails it.</summary>
internal static class Parts
{
    /// <summary>Envoy of the current release: <c>ENVOY_BIN</c>, else <c>envoy</c> on the PATH.</summary>
    public static string Envoy => Existing("ENVOY_BIN") ?? OnPath("envoy") ?? Missing("Envoy", "set ENVOY_BIN to its binary or put `envoy` on the PATH");

    /// <summary>Envoy of the oldest release that is supported (1.36): <c>ENVOY_OLD_BIN</c>.</summary>
    public static string OldEnvoy => Existing("ENVOY_OLD_BIN") ?? Missing("Envoy 1.36", "set ENVOY_OLD_BIN to its binary");

    public static string ZipkinJar => Existing("ZIPKIN_JAR") ?? Missing("Zipkin", "set ZIPKIN_JAR to the jar of zipkin-server (classifier slim)");

    public static string Java => OnPath("java") ?? Missing("Java", "put `java` (17 or newer) on the PATH, Zipkin needs it");

    public static string EnvoyOf(EnvoyRelease release) => release == EnvoyRelease.Oldest ? OldEnvoy : Envoy;

    private static string? Existing(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path
            ? File.Exists(path) ? path : throw new FileNotFoundException($"{variable} names a file that does not exist: {path}")
            : null;

    private static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    private static string Missing(string part, string remedy)
    {
        var text = $"{part} is not on this machine: {remedy}.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)) throw new AssertionException(text);
        throw new IgnoreException(text);
    }
}
