using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TrafficTrace.Translation.Bootstraps;

/// <summary>Values as they stand in the text of a bootstrap.</summary>
internal static class BootstrapText
{
    // A JSON string is a YAML string, whatever is in it.
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>Envoy takes no brackets around an IPv6 address.</summary>
    public static string Address(string host) => IPAddress.TryParse(host, out var ip) ? ip.ToString() : host;

    public static bool IsAddress(string host) => IPAddress.TryParse(host, out _);

    /// <summary>Each line so many blanks further to the right.</summary>
    public static string Indented(string text, int blanks)
    {
        var margin = new string(' ', blanks);
        return string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"{margin}{line}\n"));
    }
}
