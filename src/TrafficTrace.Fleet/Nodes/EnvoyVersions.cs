using Envoy.Config.Core.V3;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>What an Envoy can do, by the version that its node tells.</summary>
internal static class EnvoyVersions
{
    /// <summary><c>CustomTag.value</c>, and <c>operation</c> of a connection manager: from 1.37 on.</summary>
    public static bool KnowFormats(Node node) =>
        node.UserAgentBuildVersion?.Version is not { } version || (version.MajorNumber, version.MinorNumber).CompareTo((1, 37)) >= 0;
}
