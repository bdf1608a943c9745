using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Store;

/// <summary>Short forms of resources for the store; <c>spec</c> stands for the document.</summary>
internal static class Stored
{
    public static Mesh Mesh(string name, string spec = "{}") => new(name, spec);

    public static TrafficTracePolicy Policy(string name, string spec = "{}", string mesh = "default") => new(mesh, name, spec);

    /// <summary>A dataplane whose document is its content, as the reader makes it.</summary>
    public static Dataplane Proxy(string name, string address, params Inbound[] inbounds) =>
        new("default", name, $"{address} {string.Join(',', inbounds.AsEnumerable())}")
        {
            Address = address,
            HostName = AddressRules.IsIp(address) ? null : address,
            Inbounds = [.. inbounds],
        };

    /// <summary>The same with an outbound to the service, if there is one.</summary>
    public static Dataplane Reaching(this Dataplane dataplane, string? service) => service is null
        ? dataplane
        : dataplane with
        {
            SpecJson = $"{dataplane.SpecJson} to {service}",
            Outbounds = [new Outbound("127.0.0.1", 20001, Tags(service, null))],
        };

    public static Inbound Serves(string service, int port = 80, string? protocol = "http", bool ready = true) =>
        new(null, port, "127.0.0.1", 8080, Tags(service, protocol), ready);

    public static TagSet Tags(string service, string? protocol = "http") =>
        protocol is null ? TagSet.Of((TagSet.Service, service)) : TagSet.Of((TagSet.Service, service), (TagSet.Protocol, protocol));

    public static StoreSnapshot Put(this ResourceStore store, params Resource[] resources) =>
        store.Apply(Origin.File, PlacedResource.Nowhere(resources), []);

    public static StoreSnapshot Delete(this ResourceStore store, params Resource[] resources) =>
        store.Apply(Origin.File, [], resources.Select(resource => resource.Key));

    public static MeshSnapshot Default(this StoreSnapshot snapshot) => snapshot.Meshes["default"];
}
