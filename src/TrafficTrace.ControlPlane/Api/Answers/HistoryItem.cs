using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>One write. Of very many changes the first are shown; <see cref="MoreChanges"/> is how many are not.</summary>
internal sealed record HistoryItem(long Position, DateTimeOffset At, string Who, string From, IReadOnlyList<HistoryChange> Changes)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int MoreChanges { get; init; }
}
