using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Core.Wire;

/// <summary>Writes a resource as Kuma's API gives it back: its identity and its times, and beside them its own fields.</summary>
public static class ResourceJson
{
    public static void Write(Utf8JsonWriter writer, Resource resource)
    {
        writer.WriteStartObject();
        WriteMeta(writer, resource, KindTable.Of(resource.Kind).Name);
        foreach (var field in Spec(resource).EnumerateObject()) field.WriteTo(writer);
        writer.WriteEndObject();
    }

    /// <summary>The same as a value.</summary>
    public static JsonNode ToNode(Resource resource)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, resource);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    /// <summary>Type, mesh, name and times as fields of the object that is open.</summary>
    /// <param name="writer">Where they are written.</param>
    /// <param name="resource">Whose they are.</param>
    /// <param name="type">As what it is shown.</param>
    public static void WriteMeta(Utf8JsonWriter writer, Resource resource, string type)
    {
        writer.WriteString("type", type);
        if (resource.Kind != ResourceKind.Mesh) writer.WriteString("mesh", resource.Mesh);
        writer.WriteString("name", resource.Name);
        WriteTime(writer, "creationTime", resource.CreationTime);
        WriteTime(writer, "modificationTime", resource.ModificationTime ?? resource.CreationTime);
    }

    /// <summary>Its own fields alone.</summary>
    public static JsonElement Spec(Resource resource) => JsonElement.Parse(resource.SpecJson);

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            writer.WriteString(name, known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
