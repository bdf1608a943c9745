using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Explaining;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Cli.Explain;

/// <summary>What files say of a proxy, by the server's own code; nobody is connected, so the connection is offline.</summary>
internal static class ExplainOffline
{
    /// <exception cref="CommandFailure">The files have no such Dataplane.</exception>
    public static JsonNode? Of(ResourceInput input, string mesh, string name)
    {
        var store = StoreSnapshot.Empty.With(Origin.File, input.Placed, []);
        return ProxyExplainer.Explain(store, new NodeName(mesh, name), ConnectedProxy.Assumed) is { } explanation
            ? JsonNode.Parse(explanation.ToJson())
            : throw NotThere.Told($"{ApiKind.Dataplane.Told(mesh, name)} in these files", name, Known(store, mesh));
    }

    private static string[] Known(StoreSnapshot store, string mesh) => [.. store.MeshOf(mesh).Dataplanes.Keys];
}
