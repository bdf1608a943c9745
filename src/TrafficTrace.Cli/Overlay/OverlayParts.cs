using System.Text.Json.Nodes;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Cli.Overlay;

/// <summary>What a proxy of another control plane needs to be steered: a runtime layer, and the static cluster for it.</summary>
internal static class OverlayParts
{
    /// <summary>Of the Runtime resource that is asked for. The server knows an overlay proxy by it.</summary>
    public const string Layer = "tracing";

    private const string Cluster = "traffictrace_overlay"; // no service is called so, and no other control plane's cluster

    /// <summary>All of it as a fragment of a bootstrap, with an admin layer behind the other.</summary>
    public static JsonObject Fragment(ControlPlaneAccess access)
    {
        var fragment = Layers();
        fragment["static_resources"] = new JsonObject { ["clusters"] = new JsonArray(StaticCluster(access)) };
        return fragment;
    }

    /// <summary>The fragment without the cluster.</summary>
    public static JsonObject Layers() => new()
    {
        ["layered_runtime"] = new JsonObject { ["layers"] = new JsonArray(RuntimeLayer(), AdminLayer()) },
    };

    public static JsonObject RuntimeLayer() => new()
    {
        ["name"] = "traffictrace",
        ["rtds_layer"] = new JsonObject
        {
            ["name"] = Layer,
            ["rtds_config"] = new JsonObject
            {
                ["resource_api_version"] = "V3",
                ["initial_fetch_timeout"] = "1s", // so long Envoy's start waits for a control plane that is away
                ["api_config_source"] = ApiSource(),
            },
        },
    };

    public static JsonObject AdminLayer() => new() { ["name"] = "admin", ["admin_layer"] = new JsonObject() };

    public static JsonNode StaticCluster(ControlPlaneAccess access) => ControlPlaneCluster.Json(Cluster, access);

    private static JsonObject ApiSource() => new()
    {
        ["api_type"] = "GRPC",
        ["transport_api_version"] = "V3",
        ["set_node_on_first_message_only"] = true,
        ["grpc_services"] = new JsonArray(new JsonObject
        {
            ["envoy_grpc"] = new JsonObject
            {
                ["cluster_name"] = Cluster,
                ["authority"] = "traffictrace",
                ["retry_policy"] = new JsonObject
                {
                    ["retry_back_off"] = new JsonObject { ["base_interval"] = "0.1s", ["max_interval"] = "1s" },
                },
            },
        }),
    };
}
