using System.Text.Json.Nodes;

namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>Tags of spans as <c>conf.tags</c> of a TrafficTrace and <c>tags</c> of a MeshTrace have them.</summary>
internal static class SpanTags
{
    public static JsonObject Literal(string name, string value) => new() { ["name"] = name, ["literal"] = value };

    public static JsonObject Format(string name, string format) => new() { ["name"] = name, ["format"] = format };

    /// <param name="name">Of the tag.</param>
    /// <param name="header">Of a request.</param>
    /// <param name="otherwise">Its value for requests without the header; empty: they get no tag.</param>
    public static JsonObject Header(string name, string header, string otherwise)
    {
        var from = new JsonObject { ["name"] = header };
        if (otherwise.Length > 0) from["default"] = otherwise;
        return new JsonObject { ["name"] = name, ["header"] = from };
    }
}
