using Envoy.Config.Core.V3;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>Which Envoy a node runs.</summary>
internal static class EnvoyVersions
{
    /// <summary>Null when the node does not tell: it is taken for a new one then.</summary>
    public static EnvoyVersion? Of(Node node) =>
        node.UserAgentBuildVersion?.Version is { } version ? new(version.MajorNumber, version.MinorNumber) : null;
}
