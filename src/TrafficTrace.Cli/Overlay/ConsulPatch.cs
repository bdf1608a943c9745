using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Cli.Overlay;

/// <summary>
/// A config entry with the static cluster; its bootstrap has no field for a runtime layer, so that goes by Envoy's own option.
/// </summary>
internal static class ConsulPatch
{
    public static string Render(ControlPlaneAccess access) => $$"""
        # 1. The static cluster: consul config write THIS_FILE (join it with the proxy-defaults that there are: the entry replaces them).
        # 2. The layer, behind Consul's own: start each sidecar once more with what stands after the two dashes.
        #    consul connect envoy -sidecar-for SERVICE -- --config-yaml '{{OverlayParts.Layers().ToJsonString()}}'
        Kind = "proxy-defaults"
        Name = "global"
        Config {
          envoy_extra_static_clusters_json = <<CLUSTER
        {{OverlayParts.StaticCluster(access).ToJsonString()}}
        CLUSTER
        }

        """;
}
