namespace TrafficTrace.Cli.Migrating;

/// <summary>What becomes of a proxy of Kuma's that moves here.</summary>
internal sealed record ProxyOutlook(string Mesh, string Name, Outlook Outlook, string Reason);
