using FsCheck;
using FsCheck.Fluent;
using TrafficTrace.Core.Resources;

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
        select new StoreOperation([.. puts.Take(4)], [.. deletes.Take(2)]);

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
        from address in Gen.Elements("10.0.0.1", "10.0.0.2")
        from resolved in Gen.Elements(true, true, false)
        from inbounds in Inbounds.ListOf()
        select (Resource)(Stored.Proxy(name, address, [.. inbounds.Take(3)]) with { Mesh = mesh, ResolvedAddress = resolved ? address : null });

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
