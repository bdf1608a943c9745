namespace TrafficTrace.Core.Resources;

/// <summary>How an https collector is verified; <see cref="CaFile"/> is a path on the proxy (<c>conf.tls</c> of the backend).</summary>
public sealed record CollectorTls(bool Verify, string CaFile)
{
    public static readonly CollectorTls Default = new(true, "/etc/ssl/certs/ca-certificates.crt");
}
