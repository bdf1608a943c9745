using Google.Protobuf.WellKnownTypes;

namespace TrafficTrace.Tests.Fleet;

/// <summary>Metadata of nodes, mutated: fields that dialects read, with values of any kind, depth and length.</summary>
internal sealed class HostileMetadata(Random random)
{
    private static readonly string[] Fields =
    [
        "traffictrace", "NAMESPACE", "WORKLOAD_NAME", "CLUSTER_ID", "LABELS", "mesh.name", "dataplane.proxyType", "namespace", "partition",
        "node_name", "tags", "other",
    ];

    private static readonly string[] Keys =
    [
        "kuma.io/service", "k8s.kuma.io/namespace", "mesh", "app", "team", "service.istio.io/canonical-name", "", " ", "a b", "*", "\0",
        "kuma.io/service\0", "KUMA.IO/SERVICE", "\u202e", "kuma.io\u2215service",
    ];

    private static readonly string[] Texts =
    [
        "*", "", " ", "web ", "w\u0435b", "web\0", "\u202eweb", "..", "../default", "default", "%00", "{}", "null", "\n", "web,api", "😀",
    ];

    private static readonly string[] Ids =
    [
        "sidecar~1~web.default~x", "sidecar~~~", "~~~", "router~a~b", "default.web", "default.", ".web", "web", "eu.web", "\u202e", "a/b",
        "~",
    ];

    private static readonly string[] Clusters = ["", "shop/web ", "/", "shop/", "*", "web ", "a_b_svc_1", "_svc", "shop//web", "we\0b"];

    public string Id => Ids[random.Next(Ids.Length)];

    public string Cluster => Clusters[random.Next(Clusters.Length)];

    public Struct Next()
    {
        var metadata = new Struct();
        for (var field = random.Next(Fields.Length); field >= 0; field--) metadata.Fields[Fields[random.Next(Fields.Length)]] = Any(3);
        return metadata;
    }

    private Value Any(int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => Value.ForNumber(random.NextDouble()),
        1 => Value.ForBool(random.Next(2) == 0),
        2 => Value.ForString(random.Next(50) == 0 ? new string('x', random.Next(10_000)) : Text()),
        3 => Value.ForNull(),
        4 => Value.ForList(Any(depth - 1)),
        _ => Value.ForStruct(Inner(depth - 1)),
    };

    private Struct Inner(int depth)
    {
        var inner = new Struct();
        var count = random.Next(200) == 0 ? 500 : random.Next(6);
        for (var i = 0; i < count; i++) inner.Fields[count > 6 ? $"{Key()}{i}" : Key()] = Any(depth);
        return inner;
    }

    private string Key() => Keys[random.Next(Keys.Length)];

    private string Text() => Texts[random.Next(Texts.Length)];
}
