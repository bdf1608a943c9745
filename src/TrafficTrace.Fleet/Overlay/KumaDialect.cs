using System.Text.RegularExpressions;
using Envoy.Config.Core.V3;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Fleet.Overlay;

/// <summary>
/// Kuma: <c>kuma-dp</c> writes <c>dataplane.proxyType</c> into the metadata, and the mesh before the first dot of the id. The cluster is
/// the service; on Kubernetes it is <c>name_namespace_svc_port</c>. Texts in <c>tags</c> of the metadata are tags.
/// </summary>
internal sealed partial class KumaDialect : INodeDialect
{
    private const string Mesh = "mesh.name";
    private const string ProxyType = "dataplane.proxyType";

    public string Name => "kuma";

    public ToldWorkload? Read(Node node)
    {
        if ((node.Text(Mesh) ?? node.Text(ProxyType)) is null) return null;
        var kubernetes = KubernetesService().Match(node.Cluster);
        var derived = OverlayTags.Of(
            (TagSet.Service, node.Cluster), (OverlayTags.Namespace, kubernetes.Success ? kubernetes.Groups["namespace"].Value : null));
        return new([.. derived, .. node.Texts("tags")], node.Text(Mesh) ?? NodeName.Parse(node.Id)?.Mesh);
    }

    [GeneratedRegex(@"\A[a-z0-9.-]+_(?<namespace>[a-z0-9-]+)_svc(_[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex KubernetesService();
}
