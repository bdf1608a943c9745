using System.Text.Json.Nodes;

namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>Headers of exports as a backend has them.</summary>
internal static class CollectorHeaders
{
    public static JsonObject Of(string name, string value) => new() { ["name"] = name.ToLowerInvariant(), ["value"] = value };
}
