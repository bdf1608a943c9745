using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Get;

/// <summary>What a person wants to see of each kind, a row a resource.</summary>
internal static class ResourceTable
{
    private const string Nothing = "-";

    public static TextTable Of(ApiKind kind, IEnumerable<JsonNode?> items, DateTimeOffset now)
    {
        var table = new TextTable(HeadingsOf(kind));
        foreach (var item in items) table.Add([.. CellsOf(kind, item).Select(cell => cell.Length > 0 ? cell : Nothing), AgeOf(item, now)]);
        return table;
    }

    private static string[] HeadingsOf(ApiKind kind) => kind.Singular switch
    {
        "mesh" => ["NAME", "TRACING", "DEFAULT BACKEND", "AGE"],
        "traffic-trace" => ["MESH", "NAME", "BACKEND", "SELECTORS", "AGE"],
        "dataplane" => ["MESH", "NAME", "TAGS", "ADDRESS", "AGE"],
        "tracing-override" => ["MESH", "NAME", "EFFECT", "UNTIL", "REASON", "AGE"],
        _ => ["MESH", "NAME", "UNTIL", "REASON", "AGE"],
    };

    private static string[] CellsOf(ApiKind kind, JsonNode? item) => kind.Singular switch
    {
        "mesh" => [item.Text("name"), Backends(item), item.Text("tracing", "defaultBackend")],
        "traffic-trace" => [item.Text("mesh"), item.Text("name"), item.Text("conf", "backend"), Selectors(item)],
        "dataplane" => [item.Text("mesh"), item.Text("name"), TagText.OfDataplane(item), item.Text("networking", "address")],
        "tracing-override" => [item.Text("mesh"), item.Text("name"), Effect(item), item.Text("until"), item.Text("reason")],
        _ => [item.Text("mesh"), item.Text("name"), item.Text("until"), item.Text("reason")],
    };

    private static string AgeOf(JsonNode? item, DateTimeOffset now) => Age.Of(item.Text("creationTime"), now);

    private static string Backends(JsonNode? mesh)
    {
        var backends = mesh.Items("tracing", "backends").Select(backend => $"{backend.Text("type")}/{backend.Text("name")}").ToArray();
        return backends.Length == 0 ? "off" : string.Join(", ", backends);
    }

    private static string Selectors(JsonNode? policy) =>
        string.Join(" or ", policy.Items("selectors").Select(selector => TagText.Of(selector.Entries("match"))));

    private static string Effect(JsonNode? tracing) =>
        tracing.Text("off") == "true" ? "off" : $"sampling {tracing.Text("sampling")}";
}
