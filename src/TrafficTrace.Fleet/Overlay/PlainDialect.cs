using Envoy.Config.Core.V3;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Fleet.Overlay;

/// <summary>Any other node: the cluster is the service; texts in <c>traffictrace</c> of the metadata are tags, but for the mesh.</summary>
internal sealed class PlainDialect : INodeDialect
{
    public string Name => "plain";

    public ToldWorkload? Read(Node node) => new(
    [
        .. OverlayTags.Of((TagSet.Service, node.Cluster)),
        .. node.Texts(NodeMetadata.Field).Where(text => text.Key != NodeMetadata.Mesh),
    ]);
}
