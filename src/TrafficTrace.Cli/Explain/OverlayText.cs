using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Explain;

/// <summary>The lines of an explanation that are other for a proxy whose listeners another control plane serves.</summary>
internal static class OverlayText
{
    public static string Outcome(JsonNode? explanation, JsonNode overlay)
    {
        var steered = overlay.At("overall") is not null || overlay.At("random") is not null;
        return $"Overlay proxy {explanation.Text("name")} of mesh {explanation.Text("mesh")}, by {overlay.Text("dialect")}, is "
            + $"{(steered ? "steered" : "not steered")}.";
    }

    public static string Sampling(JsonNode overlay) =>
        $"overall {Number(overlay.At("overall"))}; random {Number(overlay.At("random"))}";

    public static string Tags(JsonNode overlay) =>
        overlay.At("tags") is JsonObject tags && tags.Count > 0
            ? string.Join(", ", tags.Select(tag => $"{tag.Key}={tag.Value.Text()}"))
            : "none";

    private static string Number(JsonNode? number) =>
        number is null ? "is not sent" : $"{number.Text("percent")}%, by {ExplainText.From(number.At("from"))}";
}
