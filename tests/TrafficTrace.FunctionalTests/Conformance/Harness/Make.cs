using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Config.Listener.V3;
using Envoy.Config.Route.V3;
using Envoy.Extensions.TransportSockets.Tls.V3;
using Envoy.Service.Runtime.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>Resources that differ exactly when name or content number do.</summary>
internal static class Make
{
    public static PackedResource Cluster(string name, int content = 1) =>
        PackedResource.Pack(name, new Cluster { Name = name, AltStatName = $"{content}" });

    /// <summary>A cluster whose endpoints come by EDS, under its own name.</summary>
    public static PackedResource EdsCluster(string name, int content = 1) =>
        PackedResource.Pack(
            name, new Cluster { Name = name, AltStatName = $"{content}", Type = Envoy.Config.Cluster.V3.Cluster.Types.DiscoveryType.Eds });

    public static PackedResource Endpoints(string name, int content = 1) => PackedResource.Pack(name, new ClusterLoadAssignment
    {
        ClusterName = name,
        Endpoints = { new LocalityLbEndpoints { Priority = (uint)content } },
    });

    /// <summary>Endpoints of about so many bytes.</summary>
    public static PackedResource BigEndpoints(string name, int size, int content = 0) => PackedResource.Pack(name, new ClusterLoadAssignment
    {
        ClusterName = name,
        Endpoints = { new LocalityLbEndpoints { Locality = new Locality { Zone = new string('z', size) }, Priority = (uint)content } },
    });

    public static PackedResource Listener(string name, int content = 1) =>
        PackedResource.Pack(name, new Listener { Name = name, FilterChains = { new FilterChain { Name = $"{content}" } } });

    public static PackedResource Route(string name, int content = 1) =>
        PackedResource.Pack(name, new RouteConfiguration { Name = name, VirtualHosts = { new VirtualHost { Name = $"{content}" } } });

    public static PackedResource Secret(string name, int content = 1) => PackedResource.Pack(name, new Secret
    {
        Name = name,
        ValidationContext = new CertificateValidationContext { TrustedCa = new DataSource { Filename = $"/{content}" } },
    });

    public static PackedResource Layer(string name, int content = 1) => PackedResource.Pack(name, new Runtime
    {
        Name = name,
        Layer = new Struct { Fields = { ["content"] = Value.ForNumber(content) } },
    });

    public static PackedResource Of(ResourceType type, string name, int content = 1) => type.ShortName switch
    {
        "CDS" => Cluster(name, content),
        "EDS" => Endpoints(name, content),
        "LDS" => Listener(name, content),
        "RDS" => Route(name, content),
        "SDS" => Secret(name, content),
        _ => Layer(name, content),
    };

    public static IEnumerable<PackedResource> All(ResourceType type, params IEnumerable<string> names) =>
        names.Select(name => Of(type, name));

    public static string NameOf(Any body) => EnvoyTypes.Registry.Find(body.TypeUrl.Split('/')[^1]) switch
    {
        { } found when found == ClusterLoadAssignment.Descriptor => body.Unpack<ClusterLoadAssignment>().ClusterName,
        { } found => (string)found.FindFieldByName("name").Accessor.GetValue(found.Parser.ParseFrom(body.Value)),
        null => throw new ArgumentException($"'{body.TypeUrl}' is not a type of ours", nameof(body)),
    };
}
