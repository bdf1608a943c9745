namespace TrafficTrace.Cli.Tls;

/// <summary>A certificate and its key as the texts of their files.</summary>
internal sealed record PemPair(string Certificate, string Key);
