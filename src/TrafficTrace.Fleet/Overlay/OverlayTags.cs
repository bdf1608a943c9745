namespace TrafficTrace.Fleet.Overlay;

/// <summary>Names of tags that dialects give: Kuma's where Kuma has one.</summary>
internal static class OverlayTags
{
    public const string Namespace = "k8s.kuma.io/namespace";
    public const string Workload = "kuma.io/workload";

    /// <summary>The tags that are there.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(params (string Name, string? Value)[] tags) =>
        from tag in tags where tag.Value is not null select KeyValuePair.Create(tag.Name, tag.Value);
}
