namespace TrafficTrace.Storage.Transfer;

/// <summary>The first line of an exported history: whose it is, and where it ends.</summary>
internal sealed record HistoryHead(int Format, string Cluster, long Position);
