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
    /// <returns>The documents before the first that can't be read, and all that is wrong.</returns>
    public static (ImmutableArray<JsonNode> Documents, ImmutableArray<Finding> Errors) Read(string text, string file)
    {
        var documents = ImmutableArray.CreateBuilder<JsonNode>();
        var errors = ImmutableArray.CreateBuilder<Finding>();
        try
        {
            foreach (var document in YamlTree.Documents(text))
            {
                errors.AddRange(document.RepeatedKeys.Select(key => new Finding(file, key.Line, "", "", key.Told)));
                documents.Add(Node(document.Root)!);
            }
        }
        catch (UnreadableTextException exception)
        {
            var fault = YamlFaults.OrTemplate(exception, text);
            errors.Add(new Finding(file, fault.Line, "", "", fault.Message));
        }

        return (documents.ToImmutable(), errors.ToImmutable());
    }

    private static JsonNode? Node(DocumentNode node) => node switch
    {
        MappingNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value)))),
        SequenceNode list => new JsonArray([.. list.Items.Select(Node)]),
        ScalarNode { Kind: ScalarKind.Null } => null,
        ScalarNode { Kind: ScalarKind.Boolean } scalar => scalar.Text == "true",
        ScalarNode { Kind: ScalarKind.Number } scalar when char.IsAsciiDigit(scalar.Text[^1]) => JsonNode.Parse(scalar.Text),
        ScalarNode scalar => scalar.Text,
        _ => throw new NotSupportedException(node.GetType().Name),
    };
}
