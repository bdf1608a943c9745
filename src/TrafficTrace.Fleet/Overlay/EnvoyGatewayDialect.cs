using System.Text.RegularExpressions;
using Envoy.Config.Core.V3;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Overlay;

/// <summary>
/// Envoy Gateway: the cluster is <c>namespace/gateway</c>, the id the name of a pod, and the metadata empty. The labels that its pods have
/// for the Gateway are tags. Merged Gateways have their class as cluster, which tells too little: they are read as plain nodes.
/// </summary>
internal sealed partial class EnvoyGatewayDialect : INodeDialect
{
    private const string OwningName = "gateway.envoyproxy.io/owning-gateway-name";
    private const string OwningNamespace = "gateway.envoyproxy.io/owning-gateway-namespace";

    public string Name => "envoy-gateway";

    public ToldWorkload? Read(Node node)
    {
        if (!Gateway().IsMatch(node.Cluster) || node.Cluster.Split('/') is not [var space, var gateway]) return null;
        return new(OverlayTags.Of(
            (OwningNamespace, space), (OwningName, gateway), (OverlayTags.Namespace, space), (TagSet.Service, gateway)));
    }

    [GeneratedRegex(@"\A[a-z0-9-]+/[a-z0-9.-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Gateway();
}
