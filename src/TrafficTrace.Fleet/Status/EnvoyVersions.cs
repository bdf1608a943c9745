using System.Globalization;
using Envoy.Config.Core.V3;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>Which Envoy a node runs.</summary>
public static class EnvoyVersions
{
    /// <summary>Null when the node does not tell: it is taken for a new one then.</summary>
    public static EnvoyVersion? Of(Node node) =>
        node.UserAgentBuildVersion?.Version is { } version ? new(version.MajorNumber, version.MinorNumber) : null;

    /// <summary>As the node says it, 1.40.0; empty when it does not.</summary>
    public static string Told(Node node) => node.UserAgentBuildVersion?.Version is { } version
        ? string.Create(CultureInfo.InvariantCulture, $"{version.MajorNumber}.{version.MinorNumber}.{version.Patch}")
        : node.UserAgentVersion;
}
