using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Transfer;

/// <summary>An entry of the history as one line of JSON, each document in the very text that it had.</summary>
internal sealed record HistoryLine(
    long Position,
    DateTimeOffset At,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Origin>))] Origin Origin,
    string Who,
    string From,
    ImmutableArray<HistoryLineChange> Changes)
{
    public static HistoryLine Of(JournalEntry entry) =>
        new(entry.Position, entry.At, entry.Origin, entry.Who, entry.From, [.. entry.Changes.Select(HistoryLineChange.Of)]);

    [JsonIgnore]
    public JournalEntry Entry => new(Position, At, Origin, Who, From, [.. Changes.Select(change => change.Change)]);
}
