namespace TrafficTrace.ControlPlane.Sources.Secrets;

/// <summary>Where a path leads once every link on its way is followed.</summary>
internal static class RealPath
{
    private const int MaxSteps = 256;

    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path) => Of(Path.GetFullPath(path), 0);

    public static bool IsIn(string folder, string path) => path.StartsWith(
        Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Of(string path, int steps)
    {
        if (steps == MaxSteps) throw new IOException("its links lead in a circle");
        if (Path.GetDirectoryName(path) is not { } above) return path;
        var folder = Of(above, steps + 1);
        var here = new FileInfo(Path.Combine(folder, Path.GetFileName(path)));
        return here.LinkTarget is { } target ? Of(Path.GetFullPath(target, folder), steps + 1) : here.FullName;
    }
}
