using Envoy.Config.Core.V3;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Fleet.Overlay;

/// <summary>
/// Istio: the id is <c>type~ip~name.namespace~domain</c>, and the metadata is what the agent makes of the pod. The service is the canonical
/// one, by the labels that Istio looks at for it; the labels of the pod are tags as they are. <c>MESH_ID</c> is a trust domain, no mesh.
/// </summary>
internal sealed class IstioDialect : INodeDialect
{
    private const string CanonicalName = "service.istio.io/canonical-name";
    private const string CanonicalRevision = "service.istio.io/canonical-revision";

    public string Name => "istio";

    public ToldWorkload? Read(Node node)
    {
        if (node.Id.Split('~') is not ["sidecar" or "router" or "waypoint", _, var pod, _]) return null;
        var labels = node.Texts("LABELS");
        var workload = node.Text("WORKLOAD_NAME");
        var service = First(labels, CanonicalName, "app.kubernetes.io/name", "app") ?? workload;
        var revision = First(labels, CanonicalRevision, "app.kubernetes.io/version", "version") ?? "latest";
        var derived = OverlayTags.Of(
            (CanonicalName, service),
            (CanonicalRevision, revision),
            (OverlayTags.Workload, workload),
            (OverlayTags.Namespace, node.Text("NAMESPACE") ?? NamespaceOf(pod)),
            (TagSet.Zone, node.Text("CLUSTER_ID")),
            (TagSet.Service, service));
        return new([.. labels, .. derived]);
    }

    private static string? First(IReadOnlyDictionary<string, string> labels, params string[] names) =>
        names.Select(labels.GetValueOrDefault).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    // A pod's name may have dots, a namespace has none.
    private static string? NamespaceOf(string pod) => pod.LastIndexOf('.') is >= 0 and var dot ? pod[(dot + 1)..] : null;
}
