using System.Globalization;

namespace TrafficTrace.Load.Proxies;

/// <summary>The node of a sidecar of Istio, with a pod's usual labels.</summary>
internal static class OverlayNode
{
    private const int IdField = 1, ClusterField = 2, MetadataField = 3, AgentField = 6, BuildField = 8;
    private const int TextValue = 3, StructValue = 5;

    // To an older one any cap is sent.
    private static ReadOnlySpan<byte> Envoy136 => [0x0A, 4, 0x08, 1, 0x10, 36];

    /// <summary>The serialised message.</summary>
    public static byte[] Of(int proxy, int services)
    {
        var service = string.Create(CultureInfo.InvariantCulture, $"service-{proxy % services}");
        var node = new ProtoWriter();
        node.Text(IdField, string.Create(CultureInfo.InvariantCulture, $"sidecar~10.0.0.1~web-{proxy}.shop~shop.svc.cluster.local"));
        node.Text(ClusterField, $"{service}.shop");
        node.Bytes(MetadataField, Metadata(service, string.Create(CultureInfo.InvariantCulture, $"i{proxy}")));
        node.Text(AgentField, "envoy");
        node.Bytes(BuildField, Envoy136);
        return node.Written.ToArray();
    }

    private static byte[] Metadata(string service, string instance)
    {
        var labels = Struct(
            ("app", Text(service)), ("version", Text("v1")), ("instance", Text(instance)), ("pod-template-hash", Text("5d8c9bf6f4")),
            ("service.istio.io/canonical-name", Text(service)), ("service.istio.io/canonical-revision", Text("v1")));
        return Struct(
            ("NAMESPACE", Text("shop")), ("WORKLOAD_NAME", Text(service)), ("CLUSTER_ID", Text("eu-1")), ("MESH_ID", Text("cluster.local")),
            ("LABELS", Value(StructValue, labels)));
    }

    private static byte[] Struct(params (string Name, byte[] Value)[] fields)
    {
        var (all, entry) = (new ProtoWriter(), new ProtoWriter());
        foreach (var (name, value) in fields)
        {
            entry.Clear();
            entry.Text(1, name);
            entry.Bytes(2, value);
            all.Bytes(1, entry.Written);
        }

        return all.Written.ToArray();
    }

    private static byte[] Text(string text)
    {
        var value = new ProtoWriter();
        value.Text(TextValue, text);
        return value.Written.ToArray();
    }

    private static byte[] Value(int field, byte[] content)
    {
        var value = new ProtoWriter();
        value.Bytes(field, content);
        return value.Written.ToArray();
    }
}
