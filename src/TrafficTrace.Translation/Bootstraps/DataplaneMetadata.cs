using System.Text.Json.Nodes;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.Translation.Bootstraps;

/// <summary>The field of a node's metadata by which a proxy registers its Dataplane: Kuma's, a JSON text.</summary>
public static class DataplaneMetadata
{
    public const string Field = "dataplane.resource";

    /// <summary>Characters of the text that are taken: several hundred outbounds.</summary>
    public const int MaxLength = 64 * 1024;

    public static Dictionary<string, JsonNode> Of(Dataplane dataplane) =>
        new() { [Field] = JsonValue.Create(ResourceJson.ToNode(dataplane).ToJsonString()) };
}
