using System.Text.Json.Nodes;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting.Kuma;

/// <summary>One selector of a policy, which becomes a MeshTrace of its own. <see cref="Name"/> is that one's.</summary>
internal sealed record PolicyTarget(TrafficTracePolicy Policy, TagSelector Selector, int Index)
{
    public string Name { get; init; } = Index == 0 ? Policy.Name : $"{Policy.Name}-{Index + 1}";

    private string? Service { get; } = Selector.Match.ServiceName is { } name && name != TagSelector.Wildcard ? name : null;

    /// <summary>Tags besides the service; one that may have any service says nothing.</summary>
    private KeyValuePair<string, string>[] Others { get; } =
        [.. Selector.Match.Where(tag => tag.Key != TagSet.Service).OrderBy(tag => tag.Key, StringComparer.Ordinal)];

    /// <summary>How a MeshTrace is chosen among those that select a proxy: the more, the later in this order.</summary>
    public int Level => (Service, Others.Length) switch
    {
        (null, 0) => 0,
        (null, _) => 1,
        (_, 0) => 2,
        _ => 3,
    };

    /// <summary>Tags of which it asks only that they are there, which no targetRef can say.</summary>
    public IEnumerable<string> Obstacles => Others.Where(tag => tag.Value == TagSelector.Wildcard).Select(tag => tag.Key);

    public static IEnumerable<PolicyTarget> Of(TrafficTracePolicy policy) =>
        policy.Selectors.Select((selector, index) => new PolicyTarget(policy, selector, index));

    public JsonObject Reference()
    {
        var reference = new JsonObject { ["kind"] = TargetRef.Kinds[Level] };
        if (Service is not null) reference["name"] = Service;
        if (Others.Length > 0)
            reference["tags"] = new JsonObject(Others.Select(tag => KeyValuePair.Create<string, JsonNode?>(tag.Key, tag.Value)));
        return reference;
    }
}
