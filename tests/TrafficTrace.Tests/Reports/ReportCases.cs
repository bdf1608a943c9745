using FsCheck;
using FsCheck.Fluent;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Reports;

/// <summary>One mesh with few names, so that policies overlap, backends are missed, and changes meet what is there.</summary>
public static class ReportCases
{
    private static readonly string[] Services = ["web", "api", "stock"];
    private static readonly string[] Policies = ["p0", "p1", "p2", "p3"];
    private static readonly string[] Dataplanes = ["a", "b", "c", "d"];

    public static Arbitrary<ReportCase> Arbitrary() => Arb.From(
        from mesh in Gen.Frequency((9, Meshes.Select(mesh => new[] { mesh })), (1, Gen.Constant<Resource[]>([])))
        from policies in Subset(Policies, PolicyOf)
        from dataplanes in Subset(Dataplanes, DataplaneOf)
        from puts in Gen.OneOf(Meshes, PolicyPuts, DataplanePuts).ListOf()
        from deletes in Keys.ListOf()
        select new ReportCase([.. mesh, .. policies, .. dataplanes], [.. puts.Take(2)], [.. deletes.Take(1)]));

    private static Gen<Resource> PolicyPuts => Gen.Elements(Policies).SelectMany(name => PolicyOf(name));

    private static Gen<Resource> DataplanePuts => Gen.Elements(Dataplanes).SelectMany(name => DataplaneOf(name));

    private static Gen<Resource> Meshes =>
        from backends in Subset(["jaeger", "dd", "other"], Backend)
        from first in Gen.Elements(true, false)
        select (Resource)Reported.Mesh(first ? backends.FirstOrDefault()?.Name : null, [.. backends]);

    private static Gen<TracingBackend> Backend(string name) =>
        from moved in Gen.Elements(true, false)
        from sampling in Gen.Elements<double?>(null, 0, 10, 33.333, 100)
        select Reported.Backend(name, sampling, moved ? 9412 : 9411);

    private static Gen<Resource> PolicyOf(string name) =>
        from selectors in Gen.Elements("kuma.io/service=*", "kuma.io/service=web", "kuma.io/service=api", "version=2",
            "kuma.io/service=* version=1").NonEmptyListOf()
        from backend in Gen.Elements(null, "jaeger", "dd", "other", "nix")
        select (Resource)Reported.Policy(name, backend, [.. selectors.Take(2)]);

    private static Gen<Resource> DataplaneOf(string name) =>
        from address in Gen.Frequency((8, Gen.Constant($"10.0.0.{name[0] - 'a' + 1}")), (1, Gen.Constant("host.test")))
        from inbounds in Inbounds.NonEmptyListOf()
        from reached in Gen.Elements([.. Services, "nobody"]).ListOf()
        from ready in Gen.Elements(true, true, false)
        from isGateway in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (Resource)Reported.Dataplane(
            name,
            address,
            isGateway ? Reported.Tags("kuma.io/service=gateway") : null,
            [.. inbounds.Take(2).Select((tags, index) => new Inbound(null, 80 + index, "127.0.0.1", 8080 + index, tags, ready))],
            [.. reached.Take(2)]);

    private static Gen<TagSet> Inbounds =>
        from service in Gen.Elements(Services)
        from protocol in Gen.Elements("http", "http", "grpc", "tcp", null)
        from version in Gen.Elements("1", "2", null)
        select Reported.Tags(
            $"kuma.io/service={service}"
                + (protocol is null ? "" : $" kuma.io/protocol={protocol}")
                + (version is null ? "" : $" version={version}"));

    private static Gen<ResourceKey> Keys => Gen.OneOf(
        Gen.Constant(new ResourceKey(ResourceKind.Mesh, "default", "default")),
        Gen.Elements(Policies).Select(name => new ResourceKey(ResourceKind.TrafficTrace, "default", name)),
        Gen.Elements(Dataplanes).Select(name => new ResourceKey(ResourceKind.Dataplane, "default", name)));

    private static Gen<List<T>> Subset<T>(string[] names, Func<string, Gen<T>> of) => names.Aggregate(
        Gen.Constant(new List<T>()),
        (all, name) =>
            from list in all
            from has in Gen.Elements(true, true, false)
            from one in of(name)
            select has ? list.Append(one).ToList() : list);
}
