using System.Collections.Immutable;
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
    public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Tags { get; init; } =
        ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty;

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

    // As in Kuma: each value that the Dataplane has for a tag must be allowed, and it must have each tag.
    private string? TagMisfit(Proxy proxy)
    {
        foreach (var (tag, allowed) in Tags)
        {
            var has = proxy.TagSets.SelectMany(tags => tags).Where(one => one.Key == tag).Select(one => one.Value).ToArray();
            var wanted = string.Join(", ", allowed);
            if (has.Length == 0) return $"{Shown} demands {tag} ({wanted}), and '{proxy.Name}' has no such tag";
            if (Array.Find(has, value => !allowed.Contains(value)) is { } other)
                return $"{Shown} allows {tag} to be {wanted}, and '{proxy.Name}' has '{other}'";
        }

        return null;
    }
}
