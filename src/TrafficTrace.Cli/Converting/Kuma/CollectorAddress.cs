using System.Globalization;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;

namespace TrafficTrace.Cli.Converting.Kuma;

/// <summary>The URL of a collector. <see cref="Text"/> has a port always.</summary>
/// <param name="Text">Otherwise as it was written.</param>
/// <param name="Host">Without brackets.</param>
/// <param name="Port">Also where it is that of the scheme.</param>
/// <param name="IsBare">Nothing but host and port, by http.</param>
internal sealed record CollectorAddress(string Text, string Host, int Port, bool IsBare)
{
    /// <summary>Null, and told, when it is none.</summary>
    public static CollectorAddress? Of(Source field, Losses losses)
    {
        if (!Uri.TryCreate(field.Text, UriKind.Absolute, out var url) || url is not { Scheme: "http" or "https", Host.Length: > 0 })
        {
            losses.Document(field, "is no URL of http or https");
            return null;
        }

        var isBare = url is { Scheme: "http", PathAndQuery: "/", Fragment: "", UserInfo: "" };
        return new(WithPort(field, url, losses), url.Host.Trim('[', ']'), url.Port, isBare);
    }

    /// <summary>Without a port a MeshTrace sends nowhere; a backend of a Mesh has to name it.</summary>
    private static string WithPort(Source field, Uri url, Losses losses)
    {
        var start = field.Text.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        var length = field.Text.AsSpan(start).IndexOfAny("/?#");
        var end = length < 0 ? field.Text.Length : start + length;
        var port = string.Create(CultureInfo.InvariantCulture, $":{url.Port}");
        if (field.Text[start..end].EndsWith(port, StringComparison.Ordinal)) return field.Text;
        losses.Field(field, $"has no port: {url.Port} is written");
        return field.Text.Insert(end, port);
    }
}
