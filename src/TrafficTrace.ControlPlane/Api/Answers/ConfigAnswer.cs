using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What the process was started with, under the keys of its settings file.</summary>
internal sealed record ConfigAnswer(
    [property: JsonPropertyName("xds-port")] int XdsPort,
    [property: JsonPropertyName("xds-plain-port")] int? XdsPlainPort,
    [property: JsonPropertyName("xds-tls-cert")] string? XdsTlsCert,
    [property: JsonPropertyName("xds-tls-key")] string? XdsTlsKey,
    [property: JsonPropertyName("xds-client-ca")] string? XdsClientCa,
    [property: JsonPropertyName("api-port")] int ApiPort,
    [property: JsonPropertyName("api-tls-cert")] string? ApiTlsCert,
    [property: JsonPropertyName("api-tls-key")] string? ApiTlsKey,
    string Bind,
    [property: JsonPropertyName("xds-auth")] IReadOnlyList<string> XdsAuth,
    [property: JsonPropertyName("api-host")] IReadOnlyList<string> ApiHosts,
    [property: JsonPropertyName("api-local-admin")] string ApiLocalAdmin,
    [property: JsonPropertyName("api-oidc-issuer")] string? ApiOidcIssuer,
    [property: JsonPropertyName("api-oidc-audience")] string? ApiOidcAudience,
    [property: JsonPropertyName("api-group-map")] IReadOnlyList<string> ApiGroupMap,
    [property: JsonPropertyName("metrics-auth")] bool MetricsAuth,
    IReadOnlyList<string> Resources,
    [property: JsonPropertyName("start-with-sound-files")] bool StartWithSoundFiles,
    [property: JsonPropertyName("max-source-loss")] double? MaxSourceLoss,
    [property: JsonPropertyName("no-default-mesh")] bool NoDefaultMesh,
    [property: JsonPropertyName("accept-plaintext")] IReadOnlyList<string> AcceptPlaintext,
    string? Secrets,
    [property: JsonPropertyName("overlay-mesh")] string OverlayMesh,
    string Store,
    [property: JsonPropertyName("history-keep")] string HistoryKeep,
    [property: JsonPropertyName("history-size")] string HistorySize,
    [property: JsonPropertyName("max-stream-age")] string MaxStreamAge,
    [property: JsonPropertyName("replica-address")] string? ReplicaAddress);
