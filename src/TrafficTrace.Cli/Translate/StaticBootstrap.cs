using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Config.Listener.V3;
using Envoy.Service.Runtime.V3;
using Google.Protobuf;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Cli.Translate;

/// <summary>A translation as an Envoy bootstrap of its own: every cluster holds its endpoints, and the runtime is a static layer.</summary>
internal static class StaticBootstrap
{
    public static JsonObject Of(string node, string service, EnvoyResources resources, SamplingMode sampling)
    {
        var endpoints = resources[TypeUrls.ClusterLoadAssignment].Select(resource => resource.Unpack<ClusterLoadAssignment>())
            .ToDictionary(assignment => assignment.ClusterName, StringComparer.Ordinal);
        var bootstrap = new JsonObject { ["node"] = new JsonObject { ["id"] = node, ["cluster"] = service } };
        if (sampling == SamplingMode.Rtds)
            bootstrap["layeredRuntime"] = new JsonObject
            {
                ["layers"] = new JsonArray(Layer(resources[TypeUrls.Runtime].Single().Unpack<Runtime>())),
            };
        bootstrap["staticResources"] = new JsonObject
        {
            ["clusters"] = new JsonArray(
                [.. resources[TypeUrls.Cluster].Select(resource => Json(WithEndpoints(resource.Unpack<Cluster>(), endpoints)))]),
            ["listeners"] = new JsonArray([.. resources[TypeUrls.Listener].Select(resource => Json(resource.Unpack<Listener>()))]),
        };
        return bootstrap;
    }

    private static Cluster WithEndpoints(Cluster cluster, Dictionary<string, ClusterLoadAssignment> endpoints)
    {
        if (cluster.EdsClusterConfig is null)
            return cluster;
        cluster.LoadAssignment = endpoints[cluster.EdsClusterConfig.ServiceName];
        cluster.Type = Cluster.Types.DiscoveryType.Static;
        cluster.EdsClusterConfig = null;
        return cluster;
    }

    private static JsonObject Layer(Runtime runtime) =>
        new() { ["name"] = runtime.Name, ["staticLayer"] = Json(runtime)["layer"]!.DeepClone() };

    private static JsonNode Json(IMessage message) => JsonNode.Parse(EnvoyTypes.ToJson(message))!;
}
