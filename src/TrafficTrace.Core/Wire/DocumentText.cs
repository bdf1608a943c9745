using System.Text.Json;
using System.Text.Json.Nodes;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire;

/// <summary>A resource as the document that one would write: YAML, without times.</summary>
public static class DocumentText
{
    private const string Hidden = "(not shown)";

    /// <summary>Where Kuma's documents hold a secret itself, not the name of one.</summary>
    private static readonly string[] Secrets = ["inline", "inlineString"];

    public static string Of(Resource resource)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
            ResourceJson.Write(writer, resource with { CreationTime = null, ModificationTime = null });
        return JsonYaml.Write(JsonElement.Parse(bytes.ToArray()));
    }

    /// <summary>The same without what nobody but its reader may see.</summary>
    public static string WithoutSecrets(Resource resource)
    {
        if (!Array.Exists(Secrets, name => resource.SpecJson.Contains($"\"{name}\"", StringComparison.Ordinal))) return Of(resource);
        var spec = JsonNode.Parse(resource.SpecJson)!;
        Hide(spec);
        return Of(resource with { SpecJson = spec.ToJsonString() });
    }

    private static void Hide(JsonNode? node)
    {
        if (node is JsonObject map)
        {
            foreach (var name in Secrets.Where(map.ContainsKey)) map[name] = Hidden;
            foreach (var field in map) Hide(field.Value);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list) Hide(item);
        }
    }
}
