using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Config.Endpoint.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;

namespace TrafficTrace.Translation.Endpoints;

/// <summary>
/// The ready instances of a service that have all of <see cref="Tags"/>, by zone. Empty for a service that nobody
/// offers (<see cref="Service"/> is null): Envoy waits for an answer, not for an instance.
/// </summary>
internal readonly record struct ServiceEndpoints(string Mesh, TagSet Tags, MeshService? Service) : IPackable<PackedResource>
{
    public PackedResource Pack()
    {
        var wanted = new TagSelector(Tags);
        var zones = (Service?.Endpoints ?? [])
            .Where(endpoint => endpoint.Ready && wanted.Matches(endpoint.Tags))
            .GroupBy(endpoint => endpoint.Tags.TryGetValue(TagSet.Zone, out var zone) ? zone : null)
            .OrderBy(zone => zone.Key, StringComparer.Ordinal);
        var assignment = new ClusterLoadAssignment { ClusterName = Names.Endpoints(Mesh, Tags) };
        assignment.Endpoints.AddRange(zones.Select(zone => Locality(zone.Key, zone)));
        return PackedResource.Pack(assignment.ClusterName, assignment);
    }

    private static LocalityLbEndpoints Locality(string? zone, IEnumerable<ServiceEndpoint> endpoints)
    {
        var locality = new LocalityLbEndpoints { Locality = zone is null ? null : new Locality { Zone = zone } };
        locality.LbEndpoints.AddRange(endpoints.Select(Instance));
        return locality;
    }

    private static LbEndpoint Instance(ServiceEndpoint endpoint) => new()
    {
        Endpoint = new Endpoint { Address = Addresses.Of(endpoint.Address, endpoint.Port) },
        LoadBalancingWeight = 1,
        Metadata = endpoint.Tags.Count == 1 ? null : LoadBalancing(endpoint.Tags.Without(TagSet.Service)),
    };

    private static Metadata LoadBalancing(TagSet tags)
    {
        var fields = new Struct();
        foreach (var (key, value) in tags) fields.Fields.Add(key, Value.ForString(value));
        return new Metadata { FilterMetadata = { ["envoy.lb"] = fields } };
    }
}
