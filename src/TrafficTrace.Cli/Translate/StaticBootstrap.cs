using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Config.Listener.V3;
using Envoy.Config.Route.V3;
using Envoy.Extensions.TransportSockets.Tls.V3;
using Envoy.Service.Runtime.V3;
using Google.Protobuf;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Cli.Translate;

/// <summary>
/// A translation as an Envoy bootstrap of its own: every cluster holds its endpoints, every listener its routes, and the runtime is a
/// static layer. Files tell no secrets, so each is one that says what belongs there.
/// </summary>
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
        var parts = new JsonObject
        {
            ["clusters"] = new JsonArray(
                [.. resources[TypeUrls.Cluster].Select(resource => Json(WithEndpoints(resource.Unpack<Cluster>(), endpoints)))]),
            ["listeners"] = new JsonArray([.. resources[TypeUrls.Listener].Select(resource => Json(resource.Unpack<Listener>()))]),
        };
        PutRoutes(parts, resources[TypeUrls.RouteConfiguration]);
        if (Secrets(parts) is { Count: > 0 } secrets) parts["secrets"] = secrets;
        bootstrap["staticResources"] = parts;
        return bootstrap;
    }

    private static void PutRoutes(JsonObject parts, IEnumerable<PackedResource> routes)
    {
        var byName = routes.ToDictionary(table => table.Name, StringComparer.Ordinal);
        foreach (var holder in Holders(parts, "rds"))
        {
            var name = holder["rds"]!["routeConfigName"]!.GetValue<string>();
            holder.Remove("rds");
            holder["routeConfig"] = Json(byName[name].Unpack<RouteConfiguration>());
        }
    }

    private static JsonArray Secrets(JsonObject parts)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var holder in Holders(parts, "sdsConfig"))
        {
            holder.Remove("sdsConfig"); // without it the name is that of a static secret
            names.Add(holder["name"]!.GetValue<string>());
        }

        return new JsonArray([.. names.Select(name => Json(Placeholder(name)))]);
    }

    private static Secret Placeholder(string name) =>
        new() { Name = name, GenericSecret = new() { Secret = new DataSource { InlineString = $"<the secret {name}>" } } };

    private static JsonObject[] Holders(JsonNode tree, string field) =>
        [.. Objects(tree).Where(holder => holder.ContainsKey(field))];

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Objects(field.Value)).Prepend(fields),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

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
