using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Config.Listener.V3;
using Envoy.Config.Route.V3;
using Google.Protobuf;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.Xds;

/// <summary>
/// All resources that a walk can meet: few names and few contents, so that they come back. Some contents no client takes.
/// </summary>
internal static class Palette
{
    public static readonly string[] Names = ["a", "b", "c", "d"];

    public static readonly ResourceType[] Types = [ResourceType.Cluster, ResourceType.Endpoints, ResourceType.Listener, ResourceType.Route];

    private const int Contents = 8;

    private static readonly Dictionary<(ResourceType, string, int), PackedResource> All =
        (from type in Types from name in Names from content in Enumerable.Range(1, Contents) select (type, name, content))
        .ToDictionary(key => key, key => PackedResource.Pack(key.name, Body(key.type, key.name, key.content)));

    private static readonly HashSet<string> PoisonedVersions =
    [
        .. All.Where(entry => entry.Key.Item3 % 4 == 0).Select(entry => entry.Value.Version),
    ];

    public static PackedResource Any(Random random, ResourceType type, string name, bool good)
    {
        var content = 1 + random.Next(Contents);
        return All[(type, name, good && content % 4 == 0 ? 1 : content)];
    }

    /// <summary>A client rejects it.</summary>
    public static bool IsPoison(PackedResource resource) => PoisonedVersions.Contains(resource.Version);

    private static IMessage Body(ResourceType type, string name, int content) => type.ShortName switch
    {
        "CDS" => new Cluster { Name = name, AltStatName = $"{content}", Type = Cluster.Types.DiscoveryType.Eds },
        "EDS" => new ClusterLoadAssignment { ClusterName = name, Endpoints = { new LocalityLbEndpoints { Priority = (uint)content } } },
        "LDS" => new Listener { Name = name, FilterChains = { new FilterChain { Name = $"{content}" } } },
        _ => new RouteConfiguration { Name = name, VirtualHosts = { new VirtualHost { Name = $"{content}" } } },
    };
}
