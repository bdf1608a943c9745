using System.Text.Json.Serialization;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Transfer;

/// <summary>What an entry changed of one resource.</summary>
internal sealed record HistoryLineChange(
    [property: JsonConverter(typeof(JsonStringEnumConverter<ResourceKind>))] ResourceKind Kind,
    string Mesh,
    string Name,
    HistoryLineDocument? Before,
    HistoryLineDocument? After)
{
    [JsonIgnore]
    public JournalChange Change
    {
        get
        {
            var key = new ResourceKey(Kind, Mesh, Name);
            return new(key, Before?.Resource(key), After?.Resource(key));
        }
    }

    public static HistoryLineChange Of(JournalChange change) => new(
        change.Key.Kind, change.Key.Mesh, change.Key.Name, HistoryLineDocument.Of(change.Before), HistoryLineDocument.Of(change.After));
}
