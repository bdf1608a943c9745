using FsCheck;
using FsCheck.Fluent;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Store;

/// <summary>Few names, services, addresses and ports, so that changes meet each other.</summary>
public static class StoreHistories
{
    private static readonly string[] Meshes = ["default", "other"];
    private static readonly string[] Names = ["a", "b", "c"];

    public static Arbitrary<StoreOperation[]> Arbitrary() => Arb.From(Operations.NonEmptyListOf().Select(list => list.ToArray()));

    private static Gen<StoreOperation> Operations =>
        from puts in Gen.OneOf(MeshPuts, PolicyPuts, DataplanePuts, DataplanePuts).ListOf()
        from deletes in Keys.ListOf()
        from origin in Gen.Elements(Origin.File, Origin.File, Origin.Kubernetes, Origin.Api, Origin.NodeMetadata)
        from line in Gen.Elements(1, 2)
        from hosts in Hosts
        select new StoreOperation(
            origin,
            [.. puts.Take(4).Select(put => new PlacedResource(put, origin == Origin.File ? new Place("a.yaml", line) : null))],
            [.. deletes.Take(2)],
            hosts);

    /// <summary>Null: nothing was looked up.</summary>
    private static Gen<HostAddresses?> Hosts => Gen.OneOf(
        Gen.Constant<HostAddresses?>(null),
        from address in Gen.Elements("10.0.0.1", "10.0.0.3", null)
        from other in Gen.Elements("10.0.0.1", null)
        select (HostAddresses?)new HostAddresses(HostAddresses.None.ByName.AddRange(
            new[] { ("one.test", address), ("TWO.test", other) }
                .Where(host => host.Item2 is not null)
                .Select(host => KeyValuePair.Create(host.Item1, host.Item2!)))));

    private static Gen<string> Spec => Gen.Elements("1", "2");

    private static Gen<Resource> MeshPuts => from name in Gen.Elements(Meshes) from spec in Spec select (Resource)new Mesh(name, spec);

    private static Gen<Resource> PolicyPuts =>
        from mesh in Gen.Elements(Meshes)
        from name in Gen.Elements(Names)
        from spec in Spec
        select (Resource)new TrafficTracePolicy(mesh, name, spec);

    private static Gen<Resource> DataplanePuts =>
        from mesh in Gen.Elements(Meshes)
        from name in Gen.Elements(Names)
        from address in Gen.Elements("10.0.0.1", "10.0.0.2", "one.test", "two.test")
        from inbounds in Inbounds.ListOf()
        from reached in Gen.Elements("web", "api", null)
        select (Resource)Stored.Proxy(name, address, [.. inbounds.Take(3)]).Reaching(reached) with { Mesh = mesh };

    private static Gen<Inbound> Inbounds =>
        from service in Gen.Elements("web", "api")
        from port in Gen.Elements(80, 81, Inbound.ServicelessPort)
        from protocol in Gen.Elements("http", "http2", "grpc", null)
        from ready in Gen.Elements(true, false)
        select Stored.Serves(service, port, protocol, ready);

    private static Gen<ResourceKey> Keys =>
        from kind in Gen.Elements(ResourceKind.Mesh, ResourceKind.TrafficTrace, ResourceKind.Dataplane)
        from mesh in Gen.Elements(Meshes)
        from name in Gen.Elements(Names)
        select new ResourceKey(kind, mesh, kind == ResourceKind.Mesh ? mesh : name);
}
