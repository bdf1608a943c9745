using System.Net;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Where others reach a port.</summary>
/// <param name="Host">A name or an address, of IPv6 in brackets.</param>
/// <param name="Port">Null for the one that it listens on.</param>
internal sealed record ReplicaPlace(string Host, int? Port)
{
    /// <summary>Null when the text is none.</summary>
    public static ReplicaPlace? Parse(string text)
    {
        // A scheme that has no port of its own tells whether one is given.
        if (!Uri.TryCreate($"replica://{text}", UriKind.Absolute, out var uri) || uri.Host.Length == 0) return null;
        var isAlone = uri is { UserInfo: "", Query: "", Fragment: "", AbsolutePath: "" or "/" } && !text.EndsWith('/');
        var isAny = IPAddress.TryParse(uri.Host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        return isAlone && !isAny && uri.Port != 0 ? new(uri.Host, uri.Port < 0 ? null : uri.Port) : null;
    }

    public override string ToString() => Port is null ? Host : $"{Host}:{Port}";
}
