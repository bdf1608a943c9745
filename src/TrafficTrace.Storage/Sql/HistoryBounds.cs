using System.Globalization;

namespace TrafficTrace.Storage.Sql;

/// <summary>What of the history a database keeps: what is young enough and, the newest first, not too large. A text for people.</summary>
/// <param name="Keep">How old it gets.</param>
/// <param name="Size">Bytes, about: what documents hold, and something for each row.</param>
public sealed record HistoryBounds(TimeSpan Keep, long Size)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"what is younger than {Keep.TotalDays:0.##} days, {Size >> 20} MiB at most");
}
