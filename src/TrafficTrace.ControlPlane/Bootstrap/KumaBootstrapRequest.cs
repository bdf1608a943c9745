using System.Text.Json.Nodes;

namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>What <c>kuma-dp</c> posts to be told how to start Envoy, as far as it is used here.</summary>
/// <param name="Mesh">Of the Dataplane.</param>
/// <param name="Name">Of the Dataplane.</param>
/// <param name="ProxyType"><c>dataplane</c>; other kinds of proxies are not served.</param>
/// <param name="AdminPort">0 for none.</param>
/// <param name="DataplaneToken">What the proxy will show.</param>
/// <param name="DataplaneResource">A Dataplane as a document, which the proxy will register itself.</param>
/// <param name="CaCert">PEM, or its base64: by whom the proxy will know the control plane.</param>
/// <param name="Version">Of kuma-dp and of Envoy.</param>
/// <param name="DynamicMetadata">Of the node.</param>
internal sealed record KumaBootstrapRequest(
    string? Mesh,
    string? Name,
    string? ProxyType,
    uint AdminPort,
    string? DataplaneToken,
    string? DataplaneResource,
    string? CaCert,
    JsonObject? Version,
    JsonObject? DynamicMetadata);
