using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Golden;

/// <summary>
/// Real Envoys that judge configurations: <c>ENVOY_BIN</c>, else <c>envoy</c> on the PATH, and <c>ENVOY_OLD_BIN</c> for an older one.
/// </summary>
internal static class EnvoyBinary
{
    /// <summary>Skips the calling test, aloud, where there is none; fails it in CI.</summary>
    public static IReadOnlyList<string> All()
    {
        string?[] found = [RealTool.Variable("ENVOY_BIN") ?? RealTool.OnPath("envoy"), RealTool.Variable("ENVOY_OLD_BIN")];
        return found[0] is not null
            ? [.. found.OfType<string>()]
            : throw RealTool.Missing("No Envoy to ask: set ENVOY_BIN or put envoy on the PATH.");
    }

    /// <summary>Null when Envoy accepts the file as its bootstrap; else all that it says.</summary>
    public static Task<string?> ValidateAsync(string envoy, string file) =>
        RealTool.ComplaintsAsync(envoy, "--mode", "validate", "-c", file, "--service-node", "n", "--service-cluster", "c");
}
