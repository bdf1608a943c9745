namespace TrafficTrace.Core.Validation;

/// <summary>Paths of files on a proxy's machine.</summary>
public static class FilePathRules
{
    private static readonly string[] Illegal = ["/dev", "/sys", "/proc"];

    /// <summary>Null, or why Envoy opens no such file: it refuses all below <c>/dev</c>, <c>/sys</c> and <c>/proc</c>.</summary>
    public static string? Of(string path)
    {
        if (path.Any(char.IsControl)) return "has to be free of control characters";
        return Illegal.Any(folder => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal))
            ? "cannot be below /dev, /sys or /proc: Envoy opens no file there"
            : null;
    }
}
