using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Secrets;

/// <summary>From the text of a file to the secret in it.</summary>
internal static class SecretText
{
    /// <summary>In bytes.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The text without its last line end, which editors add; or why it is no value of a header.</summary>
    public static (SecretValue? Value, string? Fault) Read(string text)
    {
        var value = text.TrimEnd('\n', '\r');
        if (value.Length == 0) return (null, "is empty");
        if (value.Length > MaxLength) return (null, TooLong);
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return (null, "holds a line end, another control character or something beyond ASCII, and no header may");
        return value[0] == ' ' || value[^1] == ' ' ? (null, "begins or ends with a space") : (new SecretValue(value), null);
    }

    public static string TooLong => $"is longer than {MaxLength / 1024} KiB";
}
