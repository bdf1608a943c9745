using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting.Kuma;

/// <summary>How a MeshTrace says which proxies it is for. The kinds are in the order in which they win, the last first.</summary>
internal static class TargetRef
{
    public static readonly string[] Kinds = [nameof(ResourceKind.Mesh), "MeshSubset", "MeshService", "MeshServiceSubset"];

    /// <summary>Null, and told, for one that no tags say.</summary>
    public static TagSet? Match(Source target, Losses losses)
    {
        var kind = target.Child("kind");
        if (kind.Exists && !Kinds.Contains(kind.Text))
        {
            losses.Document(kind, $"a targetRef of kind {kind.Text} has no equivalent: select by tags");
            return null;
        }

        losses.Others(target, "kind", "name", "tags");
        var service = target.Child("name").Text is { Length: > 0 } name ? name : TagSelector.Wildcard;
        return TagSet.Of([
            KeyValuePair.Create(TagSet.Service, service),
            .. target.Child("tags").Entries.Select(tag => KeyValuePair.Create(tag.Key, tag.Value.Text)),
        ]);
    }
}
