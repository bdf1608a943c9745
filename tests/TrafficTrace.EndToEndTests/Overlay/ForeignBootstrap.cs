using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Overlay;

/// <summary>
/// A bootstrap of somebody else: a listener whose tracing block is as Istio writes it (client 100, random 1, overall 100), a route at 0 %,
/// a collector, and no word of a control plane.
/// </summary>
internal static class ForeignBootstrap
{
    /// <summary>Requests below it go by a route that samples nothing.</summary>
    public const string ZeroPath = "/zero";

    public static string Render(Proxy proxy, int adminPort, int upstreamPort, ForeignTracer tracer) => $$$"""
        node: { id: {{{proxy.Name}}}, cluster: {{{proxy.Service}}} }
        admin: { address: {{{StaticBootstrap.Address(adminPort)}}} }
        layered_runtime: {layers: [{{{EnvoyProcess.QuickSpans}}}]}
        static_resources:
          listeners:
          - name: foreign
            address: {{{StaticBootstrap.Address(proxy.Outbounds["backend"])}}}
            traffic_direction: OUTBOUND
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                  stat_prefix: foreign
                  http_filters:
                  - name: router
                    typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                  route_config:
                    virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes:
                      - match: { prefix: {{{ZeroPath}}} }
                        route: {cluster: upstream}
                        tracing: {random_sampling: {numerator: 0}}
                      - {match: {prefix: /}, route: {cluster: upstream}}
                  tracing:
                    client_sampling: {value: 100}
                    random_sampling: {value: 1}
                    overall_sampling: {value: 100}
                    provider: {{{tracer.Provider}}}
          clusters:
          - {{{StaticBootstrap.ClusterOf("upstream", upstreamPort)}}}
          - {{{tracer.Cluster}}}

        """;
}
