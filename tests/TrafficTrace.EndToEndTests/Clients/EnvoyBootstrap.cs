using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Clients;

/// <summary>An Envoy that takes everything from one management server over ADS.</summary>
internal static class EnvoyBootstrap
{
    public static string Render(int adminPort, int xdsPort, ApiType api) => $$$"""
        node: {id: {{{XdsHostProcess.Node}}}, cluster: {{{XdsHostProcess.Node}}}}
        admin: {address: {{{Address(adminPort)}}}}
        dynamic_resources:
          ads_config:
            api_type: {{{(api == ApiType.Delta ? "DELTA_GRPC" : "GRPC")}}}
            transport_api_version: V3
            grpc_services:
            - envoy_grpc:
                cluster_name: xds
                retry_policy: {retry_back_off: {base_interval: 0.1s, max_interval: 1s}}
          cds_config: {ads: {}, resource_api_version: V3}
          lds_config: {ads: {}, resource_api_version: V3}
        static_resources:
          clusters:
          - name: xds
            type: STATIC
            connect_timeout: 1s
            typed_extension_protocol_options:
              envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                explicit_http_config: {http2_protocol_options: {}}
            load_assignment:
              cluster_name: xds
              endpoints: [{lb_endpoints: [{endpoint: {address: {{{Address(xdsPort)}}} }}]}]

        """;

    private static string Address(int port) => $"{{socket_address: {{address: 127.0.0.1, port_value: {port}}}}}";
}
