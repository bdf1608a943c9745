namespace TrafficTrace.Storage.Sql;

/// <summary>Where the journal has come to, and whose it is.</summary>
internal sealed record JournalHead(long Position, string Cluster);
