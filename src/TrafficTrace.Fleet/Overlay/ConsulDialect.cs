using Envoy.Config.Core.V3;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Fleet.Overlay;

/// <summary>
/// Consul: the cluster is the service, and <c>consul connect envoy</c> writes <c>namespace</c>, <c>partition</c> and <c>node_name</c> into
/// the metadata; these are tags under their own names, since a namespace of Consul's is none of Kubernetes.
/// </summary>
internal sealed class ConsulDialect : INodeDialect
{
    public string Name => "consul";

    public ToldWorkload? Read(Node node) => (node.Text("namespace"), node.Text("partition")) is ({ } space, { } partition)
        ? new(OverlayTags.Of(
            ("namespace", space), ("partition", partition), ("node_name", node.Text("node_name")), (TagSet.Service, node.Cluster)))
        : null;
}
