using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Converting;

/// <summary>A MeshTrace in either form. <see cref="Spec"/> is what it says.</summary>
internal sealed record MeshTraceDocument(string Mesh, string Name, JsonNode? Spec)
{
    private const string Kind = "MeshTrace";
    private const string MeshLabel = "kuma.io/mesh";
    private const string DefaultMesh = "default";

    public string Told => $"{Kind} {Mesh}/{Name}";

    /// <summary>Null for a document of another kind.</summary>
    public static MeshTraceDocument? Of(JsonNode? document)
    {
        if (document.Text("type") == Kind) return new(OrDefault(document.Text("mesh")), document.Text("name"), document.At("spec"));
        if (document.Text("kind") != Kind) return null;
        return new(OrDefault(document.Text("metadata", "labels", MeshLabel)), document.Text("metadata", "name"), document.At("spec"));
    }

    private static string OrDefault(string mesh) => mesh.Length > 0 ? mesh : DefaultMesh;
}
