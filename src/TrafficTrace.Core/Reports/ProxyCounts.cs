using System.Text.Json.Serialization;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// Counts of Dataplanes and of overlay proxies, each once over all its streams. Of those that win, <see cref="Accepted"/>,
/// <see cref="Rejected"/>, <see cref="Pending"/>, <see cref="Offline"/> and <see cref="Unknown"/> are all, and none is in two of them;
/// <see cref="Connected"/> are the first three. <see cref="Draining"/> are of those that accepted: an estimate.
/// </summary>
public sealed record ProxyCounts(int Matched, int Wins, int Connected, int Accepted, int Rejected, int Pending, int Offline, int Draining)
{
    /// <summary>Of those that win, the proxies of another control plane that does not answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Unknown { get; init; }

    /// <summary>Of those that win, the overlay proxies; they count while they are connected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Overlay { get; init; }
}
