using System.Collections.Immutable;
using System.Text.Json.Nodes;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>Reads documents of any kind as JSON, by the rules and within the bounds of resource files.</summary>
public static class YamlJson
{
    /// <summary>Never throws, whatever the text is. Empty documents are left out; a number that is not finite becomes text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="file">For saying where an error is.</param>
    /// <param name="lines">Gets the line of each value but null: that of its key, or its own in a list.</param>
    /// <returns>The documents before the first that can't be read, and all that is wrong.</returns>
    public static (ImmutableArray<JsonNode> Documents, ImmutableArray<Finding> Errors) Read(
        string text, string file, IDictionary<JsonNode, int>? lines = null)
    {
        var documents = ImmutableArray.CreateBuilder<JsonNode>();
        var errors = ImmutableArray.CreateBuilder<Finding>();
        try
        {
            foreach (var document in YamlTree.Documents(text))
            {
                errors.AddRange(document.RepeatedKeys.Select(key => new Finding(file, key.Line, "", "", key.Told)));
                documents.Add(Node(document.Root, document.Root.Line, lines)!);
            }
        }
        catch (UnreadableTextException exception)
        {
            var fault = YamlFaults.OrTemplate(exception, text);
            errors.Add(new Finding(file, fault.Line, "", "", fault.Message));
        }

        return (documents.ToImmutable(), errors.ToImmutable());
    }

    private static JsonNode? Node(DocumentNode node, int line, IDictionary<JsonNode, int>? lines)
    {
        JsonNode? read = node switch
        {
            MappingNode map => new JsonObject(
                map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value, entry.Line, lines)))),
            SequenceNode list => new JsonArray([.. list.Items.Select(item => Node(item, item.Line, lines))]),
            ScalarNode scalar => Scalar(scalar),
            _ => throw new NotSupportedException(node.GetType().Name),
        };
        if (read is not null) lines?.Add(read, line);
        return read;
    }

    private static JsonNode? Scalar(ScalarNode scalar) => scalar.Kind switch
    {
        ScalarKind.Null => null,
        ScalarKind.Boolean => scalar.Text == "true",
        ScalarKind.Number when char.IsAsciiDigit(scalar.Text[^1]) => JsonNode.Parse(scalar.Text),
        _ => scalar.Text,
    };
}
