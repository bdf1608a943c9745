using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Running;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TrafficTrace.Cli.Converting;

/// <summary>Documents of any kind as JSON trees.</summary>
internal static class YamlJson
{
    /// <exception cref="CommandFailure">It is no YAML.</exception>
    public static IReadOnlyList<JsonNode?> Documents(string text)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return [.. yaml.Documents.Select(document => Node(document.RootNode))];
        }
        catch (YamlException broken)
        {
            throw CommandFailure.WrongUse($"line {broken.Start.Line}: no YAML: {broken.Message}");
        }
    }

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(
            entry => KeyValuePair.Create((entry.Key as YamlScalarNode)?.Value ?? "", Node(entry.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
        YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any } plain => Plain(plain.Value ?? ""),
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => text,
    };
}
