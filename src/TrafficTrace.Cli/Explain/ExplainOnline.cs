using System.Text.Json.Nodes;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Explain;

/// <summary>What a control plane says of a proxy, its connection included.</summary>
internal static class ExplainOnline
{
    public static async Task<JsonNode?> OfAsync(
        ApiClient client, ApiKind kind, string mesh, string name, CancellationToken cancellation)
    {
        var path = $"{(kind == ApiKind.Node ? ApiPath.Of("_proxies", name) : ApiKind.Dataplane.PathOf(mesh, name))}/_explain";
        var answer = await client.SendAsync(HttpMethod.Get, path, null, cancellation);
        if (answer.IsMissing && kind == ApiKind.Node)
            throw CommandFailure.Refused($"No node \"{name}\" is connected: GET /_proxies lists those that are.");
        if (answer.IsMissing) throw await NotThere.ToldAsync(client, ApiKind.Dataplane, mesh, name, cancellation);
        return answer.OrRefuse().Body;
    }
}
