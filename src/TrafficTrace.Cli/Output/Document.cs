using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Cli.Output;

/// <summary>Writes a JSON tree as indented JSON or as the same in YAML.</summary>
internal static class Document
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="document">What to print.</param>
    /// <param name="format">Anything but JSON is taken for YAML.</param>
    public static string Render(JsonNode document, TableFormat format) =>
        Render(document, format == TableFormat.Json ? OutputFormat.Json : OutputFormat.Yaml);

    public static string Render(JsonNode document, OutputFormat format) => format == OutputFormat.Json
        ? document.ToJsonString(Indented) + "\n"
        : JsonYaml.Write(JsonElement.Parse(document.ToJsonString()));
}
