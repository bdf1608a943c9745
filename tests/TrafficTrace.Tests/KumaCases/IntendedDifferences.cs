using System.Text.Json.Nodes;

namespace TrafficTrace.Tests.KumaCases;

/// <summary>
/// Where we answer otherwise than Kuma 2.9.13, and why. A difference that no longer occurs fails its recording, too.
/// </summary>
internal static class IntendedDifferences
{
    private const string Verified =
        "An https collector is verified, by authority and name; Kuma verifies nothing. Set for the whole cluster, not by matching.";
    private const string DatadogHost =
        "The Host header is the agent's address and port; Kuma's is the cluster's name, to which a strict agent answers 400.";
    private const string NoKafkaFilter = "The Kafka filter is in contrib builds of Envoy only: any other rejects the listener.";

    private const string ZipkinTracing = """
        {
          "provider": {
            "name": "envoy.tracers.zipkin",
            "typedConfig": {
              "@type": "type.googleapis.com/envoy.config.trace.v3.ZipkinConfig",
              "collectorCluster": "tracing:z",
              "collectorEndpoint": "/api/v2/spans",
              "collectorEndpointVersion": "HTTP_JSON",
              "collectorHostname": "zipkin:9411"
            }
          },
          "spawnUpstreamSpan": false
        }
        """;

    private static readonly (string Recording, string Why, Difference[] Differences)[] Table =
    [
        ("06-zipkin-https-ip", Verified, TlsByAddress("z", "10.1.2.3")),
        ("07-zipkin-https-443-escapes", Verified, TlsByName("z", "jaeger.example.com")),
        ("36-backends-by-tag-u", Verified, TlsByName("us", "us.example.com")),
        (
            "25-datadog-plain",
            DatadogHost,
            AgentHost("10.9.9.9:8126", "inbound:10.1.0.1:8080", "inbound:10.1.0.1:8081", "outbound:127.0.0.1:20001")
        ),
        ("27-datadog-hostname", DatadogHost, AgentHost("dd-agent.Obs.svc:8126", "inbound:10.1.0.1:8080", "outbound:127.0.0.1:20001")),
        (
            "59-inbound-addresses",
            DatadogHost,
            AgentHost("10.9.9.9:8126", "inbound:10.1.0.1:8081", "inbound:10.7.0.1:8080", "outbound:127.0.0.1:20001")
        ),
        (
            "70-two-proxies-split-services",
            DatadogHost,
            AgentHost("10.9.9.9:8126", "inbound:10.1.0.1:8080", "outbound:127.0.0.1:20001")
        ),
        (
            "37-protocols-inbound",
            NoKafkaFilter,
            [Ours("listeners/inbound:10.1.0.1:8084/networkFilters", """["envoy.filters.network.tcp_proxy"]""")]),
        (
            "38-protocols-outbound",
            NoKafkaFilter,
            [Ours("listeners/outbound:127.0.0.1:20005/networkFilters", """["envoy.filters.network.tcp_proxy"]""")]),
        (
            "56-outbound-subset",
            "A subset is named by a hash of its tags in both, but the hash is not the same.",
            [Ours("otherClusters", """["backend", "backend-e1de725f849482e8", "localhost:18080", "web"]""")]
        ),
        (
            "58-endpoint-unready",
            "The protocol is that of all instances, ready or not, so that a health flap never turns an HCM into a TCP proxy.",
            [
                Ours("listeners/outbound:127.0.0.1:20001/protocol", "\"hcm\""),
                Ours("listeners/outbound:127.0.0.1:20001/networkFilters", """["envoy.filters.network.http_connection_manager"]"""),
                Ours("listeners/outbound:127.0.0.1:20001/httpFilters", """["envoy.filters.http.router"]"""),
                Ours(
                    "listeners/outbound:127.0.0.1:20001/router",
                    """{"@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}"""),
                Ours("listeners/outbound:127.0.0.1:20001/tracing", ZipkinTracing),
            ]
        ),
    ];

    public static IEnumerable<string> Recordings => Table.Select(row => row.Recording);

    public static IEnumerable<Difference> Of(string recording) =>
        Table.Where(row => row.Recording == recording).SelectMany(row => row.Differences);

    private static Difference Ours(string path, string json) => new(path, JsonNode.Parse(json)!.ToJsonString());

    private static Difference[] AgentHost(string host, params string[] listeners) =>
        [.. listeners.Select(listener => Ours($"listeners/{listener}/tracing/provider/typedConfig/collectorHostname", $"\"{host}\""))];

    private static Difference[] TlsByName(string backend, string host) => Tls(backend, "DNS", host, $", \"sni\": \"{host}\"");

    private static Difference[] TlsByAddress(string backend, string address) => Tls(backend, "IP_ADDRESS", address, "");

    private static Difference[] Tls(string backend, string sanType, string host, string sni) =>
    [
        new($"tracingClusters/tracing:{backend}/transportSocketMatches", null),
        Ours($"tracingClusters/tracing:{backend}/transportSocket", $$"""
            {
              "name": "envoy.transport_sockets.tls",
              "typedConfig": {
                "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
                "commonTlsContext": {
                  "validationContext": {
                    "trustedCa": { "filename": "/etc/ssl/certs/ca-certificates.crt" },
                    "matchTypedSubjectAltNames": [{ "sanType": "{{sanType}}", "matcher": { "exact": "{{host}}" } }]
                  }
                }{{sni}}
              }
            }
            """),
    ];
}
