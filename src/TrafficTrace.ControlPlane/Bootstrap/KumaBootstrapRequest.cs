using System.Text.Json.Nodes;

namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>
/// What <c>kuma-dp</c> posts to be told how to start Envoy, as far as it is used here: which Dataplane, by name or as a document that the
/// proxy will register itself; the token that it will show; by whom it will know the control plane (PEM, or its base64); and what its node
/// says besides. Of the kinds of proxies only <c>dataplane</c> is served; an admin port of 0 is none.
/// </summary>
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
