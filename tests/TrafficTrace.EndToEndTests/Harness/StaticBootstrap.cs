namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>A bootstrap without a control plane: one traced listener, the cluster it goes to, and the collector.</summary>
internal static class StaticBootstrap
{
    public static string Render(
        string service, string direction, int adminPort, int listenerPort, int upstreamPort, Uri collector) => $$$"""
        node: {id: default.{{{service}}}, cluster: {{{service}}}}
        admin: {address: {{{Address(adminPort)}}}}
        static_resources:
          listeners:
          - name: traced
            address: {{{Address(listenerPort)}}}
            traffic_direction: {{{direction}}}
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                  stat_prefix: traced
                  http_filters:
                  - name: router
                    typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                  route_config:
                    virtual_hosts:
                    - {name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: upstream}}]}
                  tracing:
                    provider:
                      name: envoy.tracers.zipkin
                      typed_config:
                        "@type": type.googleapis.com/envoy.config.trace.v3.ZipkinConfig
                        collector_cluster: collector
                        collector_endpoint: {{{collector.AbsolutePath}}}
                        collector_endpoint_version: HTTP_JSON
                        trace_id_128bit: true
          clusters:
          - {{{ClusterOf("upstream", upstreamPort)}}}
          - {{{ClusterOf("collector", collector.Port)}}}

        """;

    /// <summary>A static cluster of one endpoint on this machine, in flow style.</summary>
    public static string ClusterOf(string name, int port) =>
        $"{{name: {name}, type: STATIC, connect_timeout: 1s, load_assignment: "
            + $"{{cluster_name: {name}, endpoints: [{{lb_endpoints: [{{endpoint: {{address: {Address(port)}}}}}]}}]}}}}";

    public static string Address(int port) => $"{{socket_address: {{address: 127.0.0.1, port_value: {port}}}}}";
}
