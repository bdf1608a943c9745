using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Server;

/// <summary>Tags on one line, sorted: <c>kuma.io/service=web version=1</c>.</summary>
internal static class TagText
{
    public static string Of(IEnumerable<KeyValuePair<string, JsonNode?>> tags) => string.Join(
        ' ', tags.Select(tag => $"{tag.Key}={tag.Value.Text()}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>Of all inbounds or of the gateway; a tag that has several values is there with each.</summary>
    public static string OfDataplane(JsonNode? dataplane) => Of(
        dataplane.Items("networking", "inbound").SelectMany(inbound => inbound.Entries("tags"))
            .Concat(dataplane.Entries("networking", "gateway", "tags")));
}
