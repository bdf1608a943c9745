using TrafficTrace.Core.Matching;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Authentication;

/// <summary>Who a proxy has shown to be, and what it may be: what is not said constrains nothing.</summary>
public record ProxyIdentity(AuthenticationWay Way)
{
    /// <summary>So long before it ends whoever has to act is told.</summary>
    public static readonly TimeSpan ExpiresSoon = TimeSpan.FromDays(7);

    /// <summary>Of a proxy that need not say who it is.</summary>
    public static readonly ProxyIdentity Unknown = new(AuthenticationWay.None);

    /// <summary>The one mesh of which it may be; null for any.</summary>
    public string? Mesh { get; init; }

    /// <summary>The one name that it may have; null for any.</summary>
    public string? Name { get; init; }

    /// <summary>By tag: the values that it may have. It must have each of these tags; others it may have as it likes.</summary>
    public TagBounds Tags { get; init; } = TagBounds.None;

    /// <summary>When what it has shown ceases to be good; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Of a stream that was admitted.</summary>
    public static ProxyIdentity Of(XdsStream stream) => stream.Identity as ProxyIdentity ?? Unknown;

    /// <summary>Why it may not be the proxy, for people; null when it may.</summary>
    public string? Misfit(Proxy proxy) => Misfit(proxy.Mesh, proxy.Name) ?? TagMisfit(proxy);

    /// <summary>The same of a node of which no more is known than these.</summary>
    public string? Misfit(string mesh, string name)
    {
        if (Mesh is not null && Mesh != mesh) return $"{Shown} is for mesh '{Mesh}', and the node is of mesh '{mesh}'";
        return Name is null || Name == name ? null : $"{Shown} is for '{Name}', and the node is '{name}'";
    }

    private string Shown => Way == AuthenticationWay.Mtls ? "the certificate" : "the token";

    private string? TagMisfit(Proxy proxy)
    {
        if (Tags.Misfit(proxy) is not var (tag, value)) return null;
        var allowed = string.Join(", ", Tags.Values[tag]);
        return value is null
            ? $"{Shown} demands {tag} ({allowed}), and '{proxy.Name}' has no such tag"
            : $"{Shown} allows {tag} to be {allowed}, and '{proxy.Name}' has '{value}'";
    }
}
