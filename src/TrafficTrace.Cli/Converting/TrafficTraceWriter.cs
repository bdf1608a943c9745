using System.Collections.Immutable;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting;

/// <summary>From MeshTrace to TrafficTrace: the backend goes into the Mesh, under the policy's name.</summary>
internal static class TrafficTraceWriter
{
    /// <param name="lists">MeshTraces, with their Meshes where there are; documents of other kinds are left out.</param>
    public static Converted Of(IEnumerable<JsonNode> lists)
    {
        var documents = lists.SelectMany(Items).ToArray();
        var policies = documents.Select(MeshTraceDocument.Of).OfType<MeshTraceDocument>().ToArray();
        if (policies.Length == 0) return new Converted([], [], ["The files hold no MeshTrace."]);
        var converted = policies.Select(MeshTraceReading.Of).ToArray();
        var meshes = converted.GroupBy(one => one.Policy.Mesh, StringComparer.Ordinal)
            .Select(mesh => Mesh(Find(documents, mesh.Key), mesh.Key, mesh.Select(one => one.Backend).OfType<JsonObject>()));
        return new Converted(
            [.. meshes, .. converted.Select(one => one.TrafficTrace())],
            [.. converted.SelectMany(one => one.Notes), .. Incomplete(documents, policies)],
            [.. converted.SelectMany(one => one.Errors)]);
    }

    private static IEnumerable<JsonNode?> Items(JsonNode? document) =>
        document.At("items") is JsonArray items && document.Text("name").Length == 0 ? items : [document];

    private static JsonObject? Find(IEnumerable<JsonNode?> documents, string mesh) => documents.FirstOrDefault(
        document => (document.Text("type") == nameof(ResourceKind.Mesh) && document.Text("name") == mesh)
            || (document.Text("kind") == nameof(ResourceKind.Mesh) && document.Text("metadata", "name") == mesh)) as JsonObject;

    private static JsonObject Mesh(JsonObject? found, string name, IEnumerable<JsonObject> backends)
    {
        var mesh = found is null ? new JsonObject { ["type"] = nameof(ResourceKind.Mesh), ["name"] = name } : (JsonObject)found.DeepClone();
        if (mesh.Text("kind").Length > 0 && mesh["spec"] is not JsonObject) mesh["spec"] = new JsonObject();
        var spec = mesh.Text("kind").Length > 0 ? (JsonObject)mesh["spec"]! : mesh;
        var kept = spec.Items("tracing", "backends").Select(backend => backend?.DeepClone());
        if (spec["tracing"] is not JsonObject) spec["tracing"] = new JsonObject();
        spec["tracing"]!["backends"] = new JsonArray([.. kept, .. backends]);
        return mesh;
    }

    private static IEnumerable<string> Incomplete(JsonNode?[] documents, MeshTraceDocument[] policies) =>
        policies.Select(policy => policy.Mesh).Distinct(StringComparer.Ordinal).Where(mesh => Find(documents, mesh) is null)
            .Select(mesh => $"Mesh {mesh} is not in the files: put the tracing below into yours, which may hold more");
}
