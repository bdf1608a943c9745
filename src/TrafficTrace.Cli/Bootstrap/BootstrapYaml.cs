using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TrafficTrace.Cli.Options;

namespace TrafficTrace.Cli.Bootstrap;

/// <summary>
/// The text of an Envoy bootstrap. Whoever reads it should see what each part is for, so it is a template and not a serialised message.
/// </summary>
internal static class BootstrapYaml
{
    // A CDS cluster with the name of a static one is ignored in silence, so ours has a name that no service can have.
    private const string AdsCluster = "traffictrace/ads";

    public static string Render(BootstrapOptions options) => $$$"""
        # Start with: envoy -c THIS_FILE --drain-strategy immediate --drain-time-s {{{Seconds(options.DrainTime)}}}
        node:
          id: {{{Quoted($"{options.Mesh}.{options.Name}")}}}
          cluster: {{{Quoted(options.Service)}}} # the service name of this proxy's spans in Zipkin
          metadata: {traffictrace: {drainTimeSeconds: {{{Seconds(options.DrainTime)}}}}} # for the status; as --drain-time-s says
        admin:
          address:
            socket_address:
              address: 127.0.0.1
              port_value: {{{options.AdminPort}}}
        dynamic_resources:
          ads_config:
            api_type: {{{options.ApiType}}}
            transport_api_version: V3
            set_node_on_first_message_only: true
            grpc_services:
            - envoy_grpc:
                cluster_name: {{{AdsCluster}}}
                authority: traffictrace # otherwise it is the cluster's name, whose slash an HTTP/2 server refuses
                retry_policy: {retry_back_off: {base_interval: 0.1s, max_interval: 1s}} # back soon after the control plane is
          cds_config: {ads: {}, resource_api_version: V3}
          lds_config: {ads: {}, resource_api_version: V3}
        layered_runtime:
          layers:
        {{{(options.Rtds ? SamplingLayers : "")}}}  - name: admin # last: POST /runtime_modify on the admin port overrides
            admin_layer: {}
        static_resources:
          clusters:
          - name: {{{AdsCluster}}}
            type: {{{XdsHost.ClusterType(options.XdsAddress)}}}
            connect_timeout: 1s
            typed_extension_protocol_options:
              envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                explicit_http_config:
                  http2_protocol_options: {{{KeepAlive}}}
            load_assignment:
              cluster_name: {{{AdsCluster}}}
              endpoints:
              - lb_endpoints:
                - endpoint:
                    address:
                      socket_address:
                        address: {{{Quoted(XdsHost.Address(options.XdsAddress))}}}
                        port_value: {{{options.XdsPort}}}

        """;

    private const string KeepAlive =
        "{connection_keepalive: {interval: 30s, timeout: 5s}} # notices a control plane that is gone without a word";

    private const string SamplingLayers = """
          - {name: floor, static_layer: {tracing.global_enabled: 0}} # no trace until the control plane has said how many
          - name: tracing # sampling: it changes on open connections, and no listener is touched
            rtds_layer: {name: tracing, rtds_config: {ads: {}, resource_api_version: V3, initial_fetch_timeout: 1s}}

        """;

    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    // A JSON string is a YAML string, whatever is in it.
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
