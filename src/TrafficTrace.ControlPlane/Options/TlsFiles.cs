namespace TrafficTrace.ControlPlane.Options;

/// <summary>The files of a port's certificate: PEM, the certificate with those between it and its authority, and its key.</summary>
internal sealed record TlsFiles(string Certificate, string Key);
