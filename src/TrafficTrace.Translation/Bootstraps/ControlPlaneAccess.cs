using System.Collections.Immutable;

namespace TrafficTrace.Translation.Bootstraps;

/// <summary>How a proxy reaches the control plane, and how it shows there who it is. Files are those of the proxy's machine.</summary>
/// <param name="Hosts">IP addresses or DNS names; of several a connection takes the next one that answers.</param>
/// <param name="Port">Of each of them.</param>
public sealed record ControlPlaneAccess(ImmutableArray<string> Hosts, int Port)
{
    /// <summary>Who issues the control plane's certificate; null for plain text.</summary>
    public TrustedAuthorities? Authorities { get; init; }

    /// <summary>The file of <see cref="TokenSecret"/>; null for a proxy that shows no token.</summary>
    public string? TokenSecretFile { get; init; }

    /// <summary>The proxy's own certificate and its key; null where it shows none.</summary>
    public (string Certificate, string Key)? Own { get; init; }
}
