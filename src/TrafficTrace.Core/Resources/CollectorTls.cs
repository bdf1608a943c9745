namespace TrafficTrace.Core.Resources;

/// <summary>How a collector is spoken to over TLS (<c>conf.tls</c> of the backend). All files are paths on the proxy.</summary>
public sealed record CollectorTls(bool Verify, string CaFile)
{
    public static readonly CollectorTls Default = new(true, "/etc/ssl/certs/ca-certificates.crt");

    /// <summary>Under which name it is asked for and verified; null: its host.</summary>
    public string? ServerName { get; init; }

    /// <summary>The proxy's own certificate, for a collector that asks for one; set with <see cref="KeyFile"/> or not at all.</summary>
    public string? CertFile { get; init; }

    public string? KeyFile { get; init; }
}
