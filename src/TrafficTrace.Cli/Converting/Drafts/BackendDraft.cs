using System.Text.Json.Nodes;

namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>
/// A tracing backend of a Mesh as it is to be written. <see cref="Name"/> is what one would call it, and
/// once its Mesh has taken it in the name that it has there.
/// </summary>
internal sealed record BackendDraft(string Name, string Type, JsonObject Conf)
{
    public bool SaysTheSameAs(BackendDraft other) => Type == other.Type && JsonNode.DeepEquals(Conf, other.Conf);
}
