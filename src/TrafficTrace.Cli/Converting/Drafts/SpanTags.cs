using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;

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

    /// <summary>One of <c>customTags</c> elsewhere; null, and told, for one whose value no tag has here.</summary>
    /// <param name="name">Of the tag.</param>
    /// <param name="tag">What is said of it.</param>
    /// <param name="header">How the header of a request is called there.</param>
    /// <param name="losses">Gets what is not carried over.</param>
    public static JsonObject? Custom(string name, Source tag, string header, Losses losses)
    {
        if (tag.Child(header, "name").Text is { Length: > 0 } from) return Header(name, from, tag.Child(header, "defaultValue").Text);
        if (tag.Child("literal", "value").Text is { Length: > 0 } literal) return Literal(name, literal);
        if (tag.Child("environment") is { Exists: true } environment)
            losses.Field(environment, "is left out: no tag has the value of a variable of the proxy");
        else
            losses.Field(tag, "is left out: it has no value");
        return null;
    }
}
