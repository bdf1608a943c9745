using System.Text.Json.Nodes;

namespace TrafficTrace.Tests.KumaCases;

/// <summary>
/// One place where we answer otherwise; <see cref="Ours"/> is compact JSON, null where we have nothing. Lists are compared whole.
/// </summary>
internal sealed record Difference(string Path, string? Ours)
{
    public static IEnumerable<Difference> Between(JsonNode? kuma, JsonNode? ours, string path)
    {
        if (JsonNode.DeepEquals(kuma, ours)) return [];
        if (kuma is not JsonObject theirs || ours is not JsonObject mine) return [new(path, ours?.ToJsonString())];

        var keys = theirs.Select(field => field.Key).Union(mine.Select(field => field.Key)).Order(StringComparer.Ordinal);
        return keys.SelectMany(key => Between(theirs[key], mine[key], $"{path}/{key}"));
    }
}
