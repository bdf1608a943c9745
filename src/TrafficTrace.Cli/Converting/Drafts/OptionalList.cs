using System.Text.Json.Nodes;

namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>A list that is left out where nothing is in it.</summary>
internal static class OptionalList
{
    /// <param name="mapping">Gets the list.</param>
    /// <param name="name">Of the field.</param>
    /// <param name="items">Null for one that is not carried over.</param>
    public static void AddList(this JsonObject mapping, string name, IEnumerable<JsonNode?> items)
    {
        JsonNode[] carried = [.. items.OfType<JsonNode>()];
        if (carried.Length > 0) mapping[name] = new JsonArray([.. carried]);
    }
}
