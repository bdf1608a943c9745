using System.Text;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Reads the key that seals signing keys. No message repeats anything of it.</summary>
internal static class KeySealReader
{
    private static readonly string Wanted = $"has to hold a key of {KeySeal.Length} bytes, as they are or in base64: "
        + $"openssl rand -base64 {KeySeal.Length}";

    public static KeySeal? Read((string Key, string Value)? given, List<Problem> problems)
    {
        if (given is not var (key, path)) return null;
        try
        {
            if (KeyOf(File.ReadAllBytes(path)) is { } seal) return new(seal);
            problems.Add(new(key, $"'{path}' {Wanted}"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add(new(key, $"'{path}' can't be read: {unreadable.Message}"));
        }

        return null;
    }

    private static byte[]? KeyOf(byte[] content)
    {
        if (content.Length == KeySeal.Length) return content;
        Span<byte> key = stackalloc byte[KeySeal.Length];
        var text = Encoding.ASCII.GetString(content).Trim();
        return text.Length <= 64 && Convert.TryFromBase64String(text, key, out var length) && length == key.Length ? key.ToArray() : null;
    }
}
