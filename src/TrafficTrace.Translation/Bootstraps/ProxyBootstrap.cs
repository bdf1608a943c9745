using System.Text.Json.Nodes;

namespace TrafficTrace.Translation.Bootstraps;

/// <summary>All that differs between the bootstraps of two proxies.</summary>
/// <param name="NodeId">As <c>mesh.name</c>.</param>
/// <param name="Cluster">Envoy's <c>node.cluster</c>: the service name of its spans in Zipkin.</param>
/// <param name="Access">How it reaches the control plane.</param>
public sealed record ProxyBootstrap(string NodeId, string Cluster, ControlPlaneAccess Access)
{
    /// <summary>On 127.0.0.1; 0 lets Envoy choose, null leaves it out.</summary>
    public int? AdminPort { get; init; }

    /// <summary>Whether it is sent changes only, instead of state-of-the-world.</summary>
    public bool Delta { get; init; }

    /// <summary>Sampling by runtime discovery.</summary>
    public bool Rtds { get; init; } = true;

    /// <summary>Told to the control plane, and in the line that starts Envoy; null where somebody else starts it.</summary>
    public TimeSpan? DrainTime { get; init; }

    /// <summary>Fields of the node's metadata, by name.</summary>
    public IReadOnlyDictionary<string, JsonNode> Metadata { get; init; } = new Dictionary<string, JsonNode>();

    /// <summary>Sent with each call as it is; null for none. For who can't watch a file.</summary>
    public string? Token { get; init; }
}
