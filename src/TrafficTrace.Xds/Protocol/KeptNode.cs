using Envoy.Config.Core.V3;

namespace TrafficTrace.Xds.Protocol;

/// <summary>What is kept of a node while its stream lasts: what operators ask for. Its metadata may be many MiB.</summary>
internal static class KeptNode
{
    /// <summary>Characters of each text beside the id; a longer one is left out.</summary>
    private const int MaxText = 256;

    public static Node Of(Node node)
    {
        var kept = new Node { Id = node.Id, Cluster = Short(node.Cluster), UserAgentName = Short(node.UserAgentName) };
        if (node.HasUserAgentVersion) kept.UserAgentVersion = Short(node.UserAgentVersion);
        if (node.UserAgentBuildVersion is { } build) kept.UserAgentBuildVersion = new BuildVersion { Version = build.Version };
        return kept;
    }

    private static string Short(string text) => text.Length <= MaxText ? text : "";
}
