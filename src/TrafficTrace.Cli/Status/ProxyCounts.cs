namespace TrafficTrace.Cli.Status;

/// <summary>Dataplanes by how far they are; see <c>_status</c> of the API.</summary>
internal sealed record ProxyCounts(
    int Matched, int Wins, int Connected, int Accepted, int Rejected, int Pending, int Offline, int Draining);
