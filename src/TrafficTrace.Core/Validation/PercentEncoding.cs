using System.Text;

namespace TrafficTrace.Core.Validation;

/// <summary>Percent-decoding by Go's rules: null where Go reports an error, or where the result would not be UTF-8.</summary>
internal static class PercentEncoding
{
    private const string HostSymbols = "!$&'()*+,;=:[]<>\"-_.~";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Path or user.</summary>
    public static string? Decode(string text) => Decode(text, static _ => true, static _ => true);

    /// <summary>In a host only bytes beyond ASCII may be encoded, and the percent sign.</summary>
    public static string? DecodeHost(string host) => Decode(host, static value => value is >= 0x80 or (byte)'%', IsHostCharacter);

    /// <summary>In the zone of an IPv6 address also blanks, and whatever a host may hold as it is.</summary>
    public static string? DecodeZone(string zone) =>
        Decode(zone, static value => value is (byte)'%' or (byte)' ' || IsHostCharacter((char)value), IsHostCharacter);

    private static string? Decode(string text, Predicate<byte> mayBeEncoded, Predicate<char> mayStand)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                if (text[i] < 0x80 && !mayStand(text[i])) return null;
                var length = char.IsHighSurrogate(text[i]) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, Math.Min(length, text.Length - i))));
                i += length - 1;
                continue;
            }

            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])) return null;
            var value = Convert.ToByte(text.Substring(i + 1, 2), 16);
            if (!mayBeEncoded(value)) return null;
            bytes.Add(value);
            i += 2;
        }

        return Utf8(bytes);
    }

    private static bool IsHostCharacter(char character) => char.IsAsciiLetterOrDigit(character) || HostSymbols.Contains(character);

    private static string? Utf8(List<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
