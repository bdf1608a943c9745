using System.Runtime.CompilerServices;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>Where the sources of this build stand.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
