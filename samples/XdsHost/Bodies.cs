using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Config.Listener.V3;
using Envoy.Config.Route.V3;
using Envoy.Extensions.TransportSockets.Tls.V3;
using Envoy.Service.Runtime.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.XdsHost;

/// <summary>Resources from what a test says of them, which may be no more than a name.</summary>
internal static class Bodies
{
    /// <exception cref="FormatException">A type that is not served, or bytes that are not of the type.</exception>
    public static PackedResource Read(Any any)
    {
        var type = any.TypeUrl.Split('/')[^1];
        if (ResourceType.Of(any.TypeUrl).Index < 0 || EnvoyTypes.Registry.Find(type) is not { } descriptor)
            throw new FormatException($"'{any.TypeUrl}' is not a type that is served here");
        try
        {
            var message = descriptor.Parser.ParseFrom(any.Value);
            return PackedResource.Pack(NameOf(message), message);
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new FormatException($"a resource of type '{any.TypeUrl}' can't be read: {broken.Message}", broken);
        }
    }

    /// <summary>A resource that differs whenever <paramref name="version"/> does, and that proxies take.</summary>
    /// <exception cref="FormatException">A type that is not served.</exception>
    public static PackedResource Invent(string typeUrl, string name, string version) =>
        PackedResource.Pack(name, Body(typeUrl, name, version));

    private static IMessage Body(string typeUrl, string name, string version) => ResourceType.Of(typeUrl).ShortName switch
    {
        "CDS" => new Cluster { Name = name, AltStatName = $"{name}-{version}" },
        "EDS" =>
            new ClusterLoadAssignment
            {
                ClusterName = name,
                Endpoints = { new LocalityLbEndpoints { Locality = new Locality { Zone = version } } },
            },
        "LDS" => new Listener { Name = name, Metadata = new Metadata { FilterMetadata = { ["version"] = Said(version) } } },
        "RDS" => new RouteConfiguration { Name = name, RequestHeadersToRemove = { $"x-{version}" } },
        "SDS" =>
            new Secret
            {
                Name = name,
                ValidationContext = new CertificateValidationContext { TrustedCa = new DataSource { Filename = version } },
            },
        "RTDS" => new Runtime { Name = name, Layer = Said(version) },
        _ => throw new FormatException($"'{typeUrl}' is not a type that is served here"),
    };

    private static Struct Said(string version) => new() { Fields = { ["version"] = Value.ForString(version) } };

    private static string NameOf(IMessage message) => message is ClusterLoadAssignment endpoints
        ? endpoints.ClusterName
        : (string)message.Descriptor.FindFieldByName("name").Accessor.GetValue(message);
}
