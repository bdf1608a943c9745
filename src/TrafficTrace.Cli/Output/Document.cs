using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

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

    public static string Render(JsonNode document, OutputFormat format) =>
        format == OutputFormat.Json ? document.ToJsonString(Indented) + "\n" : Yaml(document);

    private static string Yaml(JsonNode document) =>
        new SerializerBuilder().WithQuotingNecessaryStrings().Build().Serialize(Plain(document));

    private static object Plain(JsonNode? node) => node switch
    {
        null => null!,
        JsonObject map => map.ToDictionary(entry => entry.Key, entry => Plain(entry.Value)),
        JsonArray list => list.Select(Plain).ToList(),
        JsonValue value => Scalar(value),
        _ => throw new NotSupportedException(node.GetType().Name),
    };

    private static object Scalar(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => Number(value.ToJsonString()),
        JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        _ => value.GetValue<string>(),
    };

    private static object Number(string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? whole : double.Parse(text, CultureInfo.InvariantCulture);
}
