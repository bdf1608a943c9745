using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire;

/// <summary>
/// Takes lists of resources apart: a plain list, <c>kind: List</c> and <c>kind: MeshList</c> as <c>kubectl get</c> prints them,
/// <c>{"total": 1, "items": [...]}</c> as Kuma's API answers.
/// </summary>
internal static class DocumentList
{
    public static IEnumerable<DocumentNode> Resources(DocumentNode root) => root switch
    {
        SequenceNode list => list.Items.SelectMany(Resources),
        MappingNode mapping when ItemsOf(mapping) is { } items => items.Items.SelectMany(Resources),
        _ => [root],
    };

    private static SequenceNode? ItemsOf(MappingNode mapping)
    {
        var isList = mapping.TextAt("kind").EndsWith("List", StringComparison.Ordinal)
            || (mapping.Find("total") is not null && mapping.Find("type") is null);
        if (!isList || mapping.Find("items") is not { } items) return null;
        return items.Value as SequenceNode ?? new SequenceNode(items.Line, []);
    }
}
