using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Matching;

/// <summary>Short forms of what matching reads. Tags are written <c>a=1 b=*</c>.</summary>
internal static class Matched
{
    public static TagSet Tags(string tags) =>
        TagSet.Of(
            tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(tag => tag.Split('='))
                .Select(pair => KeyValuePair.Create(pair[0], pair[1])));

    public static TrafficTracePolicy Policy(string name, params string[] selectors) => new("default", name, "{}")
    {
        Selectors = [.. selectors.Select(selector => new TagSelector(Tags(selector)))],
    };

    public static TrafficTracePolicy At(this TrafficTracePolicy policy, int second) =>
        policy with { CreationTime = DateTimeOffset.UnixEpoch.AddSeconds(second) };

    public static Proxy Proxy(params string[] inbounds) => Core.Matching.Proxy.Of(Dataplane(inbounds));

    public static Dataplane Dataplane(params string[] inbounds) => new("default", "web-1", "{}")
    {
        Address = "10.0.0.1",
        Inbounds = [.. inbounds.Select((tags, index) => new Inbound(null, 80 + index, "127.0.0.1", 8080 + index, Tags(tags), Ready: true))],
    };

    public static Proxy Gateway(string tags) =>
        Core.Matching.Proxy.Of(new Dataplane("default", "gateway-1", "{}") { Address = "10.0.0.1", Gateway = Tags(tags) });
}
