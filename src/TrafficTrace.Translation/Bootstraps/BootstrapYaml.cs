using System.Globalization;

namespace TrafficTrace.Translation.Bootstraps;

/// <summary>
/// The text of an Envoy bootstrap. Whoever reads it should see what each part is for, so it is a template and not a serialised message.
/// </summary>
public static class BootstrapYaml
{
    // A CDS cluster with the name of a static one is ignored in silence, so ours has a name that no service can have.
    private const string AdsCluster = "traffictrace/ads";

    private const string SamplingLayers = """
          - {name: floor, static_layer: {tracing.global_enabled: 0}} # no trace until the control plane has said how many
          - name: tracing # sampling: it changes on open connections, and no listener is touched
            rtds_layer: {name: tracing, rtds_config: {ads: {}, resource_api_version: V3, initial_fetch_timeout: 1s}}

        """;

    public static string Render(ProxyBootstrap proxy) => $$$"""
        {{{Start(proxy)}}}node:
          id: {{{BootstrapText.Quoted(proxy.NodeId)}}}
          cluster: {{{BootstrapText.Quoted(proxy.Cluster)}}} # the service name of this proxy's spans in Zipkin
        {{{Metadata(proxy)}}}{{{(proxy.AdminPort is { } port ? Admin(port) : "")}}}dynamic_resources:
          ads_config:
            api_type: {{{(proxy.Delta ? "DELTA_GRPC" : "GRPC")}}}
            transport_api_version: V3
            set_node_on_first_message_only: true
            grpc_services:
            - envoy_grpc:
                cluster_name: {{{AdsCluster}}}
                authority: traffictrace # otherwise it is the cluster's name, whose slash an HTTP/2 server refuses
                retry_policy: {retry_back_off: {base_interval: 0.1s, max_interval: 1s}} # back soon after the control plane is
        {{{(proxy.Token is { } token ? Authorization(token) : "")}}}  cds_config: {ads: {}, resource_api_version: V3}
          lds_config: {ads: {}, resource_api_version: V3}
        layered_runtime:
          layers:
        {{{(proxy.Rtds ? SamplingLayers : "")}}}  - name: admin # last: POST /runtime_modify on the admin port overrides
            admin_layer: {}
        static_resources:
          clusters:
          - {{{BootstrapText.Indented(ControlPlaneCluster.Yaml(AdsCluster, proxy.Access), 4).TrimStart()}}}
        """;

    private static string Start(ProxyBootstrap proxy) => proxy.DrainTime is { } time
        ? $"# Start with: envoy -c THIS_FILE --drain-strategy immediate --drain-time-s {Seconds(time)}\n"
        : "";

    private static string Metadata(ProxyBootstrap proxy)
    {
        var fields = proxy.Metadata.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"    {BootstrapText.Quoted(field.Key)}: {field.Value.ToJsonString()}\n");
        var told = proxy.DrainTime is { } time
            ? fields.Prepend($"    traffictrace: {{drainTimeSeconds: {Seconds(time)}}} # for the status; as --drain-time-s says\n")
            : fields;
        return told.Any() ? $"  metadata:\n{string.Concat(told)}" : "";
    }

    private static string Admin(int port) => $$"""
        admin:
          address:
            socket_address:
              address: 127.0.0.1
              port_value: {{port}}

        """;

    private static string Authorization(string token) => $$"""
              initial_metadata: [{key: authorization, value: {{BootstrapText.Quoted(token)}}}]

        """;

    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
