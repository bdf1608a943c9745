using System.Text;

namespace TrafficTrace.Core.Validation;

/// <summary>Paths of files on a proxy's machine.</summary>
public static class FilePathRules
{
    /// <summary>Linux's <c>PATH_MAX</c>, without the zero at its end.</summary>
    private const int MaxLength = 4095;

    private static readonly string[] Illegal = ["/dev", "/sys", "/proc"];

    /// <summary>
    /// Null, or why Envoy opens no such file: it refuses all below <c>/dev</c>, <c>/sys</c> and <c>/proc</c>, by the path without
    /// <c>..</c> and links (1.36; 1.40 takes <c>/dev/shm</c>). Links are not known here.
    /// </summary>
    public static string? Of(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) > MaxLength) return $"cannot be longer than {MaxLength} bytes";
        if (path.Any(char.IsControl)) return "has to be free of control characters";
        var whole = path.StartsWith('/') ? Path.GetFullPath(path) : path;
        return Illegal.Any(folder => whole == folder || whole.StartsWith(folder + "/", StringComparison.Ordinal))
            ? "cannot be below /dev, /sys or /proc: Envoy opens no file there"
            : null;
    }
}
