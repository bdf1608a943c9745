using System.Collections.Frozen;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Kinds of Kuma that a mesh runs without, and what it then runs without.</summary>
public static class SkippedKinds
{
    /// <summary>Stands for all kinds beyond those that are told one by one.</summary>
    public const string Others = "Others";

    private const string Policy = "the defaults of the proxies hold";
    private const string State = "nothing: it is Kuma's own record, and ours is made anew";
    private const string Zones = "services of other zones are out of reach";
    private const string Gateways = "no gateway is served, only proxies in front of one";
    private const string Encryption = "nothing beyond mutual TLS itself, which is not served";
    private const string Access = "who may change resources is not decided here";
    private const string External = "services outside the mesh cannot be reached through an outbound";

    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["TrafficRoute"] = "traffic is not split or routed: every endpoint of a service gets its share",
        ["MeshHTTPRoute"] = "traffic is not split, routed or changed: every endpoint of a service gets its share",
        ["MeshTCPRoute"] = "traffic is not split or routed: every endpoint of a service gets its share",
        ["MeshLoadBalancingStrategy"] = "endpoints take turns, wherever they are",
        ["Timeout"] = "no request times out in the proxy",
        ["MeshTimeout"] = "no request times out in the proxy",
        ["Retry"] = "failed requests are not tried again",
        ["MeshRetry"] = "failed requests are not tried again",
        ["CircuitBreaker"] = "endpoints that fail stay in use, and connections are not limited",
        ["MeshCircuitBreaker"] = "endpoints that fail stay in use, and connections are not limited",
        ["HealthCheck"] = "endpoints are not probed by other proxies",
        ["MeshHealthCheck"] = "endpoints are not probed by other proxies",
        ["RateLimit"] = "requests are not limited",
        ["MeshRateLimit"] = "requests are not limited",
        ["FaultInjection"] = "no faults are injected",
        ["MeshFaultInjection"] = "no faults are injected",
        ["ProxyTemplate"] = "changes of the Envoy configuration are not applied",
        ["MeshProxyPatch"] = "changes of the Envoy configuration are not applied",
        ["TrafficLog"] = "requests are not logged by the proxies",
        ["MeshAccessLog"] = "requests are not logged by the proxies",
        ["MeshMetric"] = "no metrics endpoint is opened on the proxies",
        ["MeshTrace"] = "it traces nothing: say the same by a TrafficTrace and the Mesh's tracing backends",
        ["MeshTLS"] = Encryption,
        ["MeshTrust"] = Encryption,
        ["MeshPassthrough"] = Policy,
        ["VirtualOutbound"] = "no names are made for services: reach them by outbounds",
        ["HostnameGenerator"] = "no names are made for services: reach them by outbounds",
        ["ExternalService"] = External,
        ["MeshExternalService"] = External,
        ["MeshMultiZoneService"] = Zones,
        ["MeshService"] = "nothing where outbounds name the service by tags",
        ["MeshZoneAddress"] = Zones,
        ["Zone"] = Zones,
        ["ZoneIngress"] = Zones,
        ["ZoneEgress"] = Zones,
        ["ZoneInsight"] = State,
        ["ZoneIngressInsight"] = State,
        ["ZoneEgressInsight"] = State,
        ["DataplaneInsight"] = State,
        ["MeshInsight"] = State,
        ["ServiceInsight"] = State,
        ["Workload"] = State,
        ["Config"] = State,
        ["Gateway"] = Gateways,
        ["GatewayRoute"] = Gateways,
        ["MeshGateway"] = Gateways,
        ["MeshGatewayRoute"] = Gateways,
        ["MeshGatewayConfig"] = Gateways,
        ["MeshGatewayInstance"] = Gateways,
        ["MeshOpenTelemetryBackend"] = "it is for MeshTrace, which is not served",
        ["ContainerPatch"] = "proxies are not put beside workloads here, so nothing is patched",
        ["Secret"] = "certificates of a mesh are not used, mutual TLS is not served; its token keys 'traffictrace apply' takes in",
        ["GlobalSecret"] = "Kuma's own are not used; the keys of its user tokens 'traffictrace apply' takes in",
        ["AccessRole"] = Access,
        ["AccessRoleBinding"] = Access,
        ["AccessAudit"] = Access,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// What is lost by skipping that kind, as the end of a sentence. Resources of Kubernetes itself take nothing from a mesh.
    /// </summary>
    public static string Lost(string kind) => Kinds.TryGetValue(kind, out var lost) ? lost : "nothing: it is no resource of a mesh";

    internal static bool Contains(string kind) => Kinds.ContainsKey(kind);
}
