using System.Text.Json;
using TrafficTrace.Core.Resources;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Storage.Transfer;

/// <summary>A document in a line of the history; its own fields are <see cref="Spec"/>.</summary>
internal sealed record HistoryLineDocument(JsonElement Spec, DateTimeOffset? CreationTime, DateTimeOffset? ModificationTime)
{
    public static HistoryLineDocument? Of(Resource? resource) =>
        resource is null ? null : new(JsonElement.Parse(resource.SpecJson), resource.CreationTime, resource.ModificationTime);

    public Resource Resource(ResourceKey key) => new StoredDocument(key, Spec.GetRawText(), CreationTime, ModificationTime).AsWritten();
}
