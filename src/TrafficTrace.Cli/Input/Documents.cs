using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Input;

/// <summary>Checked resources as documents of the API (the Universal form), whatever form their files have.</summary>
internal static class Documents
{
    public static JsonArray Of(IEnumerable<Resource> resources) => new([.. resources.Select(Of)]);

    public static JsonObject Of(Resource resource)
    {
        var document = new JsonObject { ["type"] = resource.Kind.ToString() };
        if (resource.Kind != ResourceKind.Mesh) document["mesh"] = resource.Mesh;
        document["name"] = resource.Name;
        if (resource.CreationTime is { } created) document["creationTime"] = created.ToString("O", CultureInfo.InvariantCulture);
        foreach (var (field, value) in (JsonObject)JsonNode.Parse(resource.SpecJson)!) document[field] = value?.DeepClone();
        return document;
    }
}
