using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Cli.Overlay;

/// <summary>An EnvoyProxy, whose patches Envoy Gateway applies to its bootstrap.</summary>
internal static class EnvoyGatewayPatch
{
    private const string Note = """
        # kubectl apply -f THIS_FILE, and name it in spec.parametersRef of the GatewayClass (or take spec.bootstrap over into the EnvoyProxy
        # that is named there). Envoy Gateway then rolls its proxies by itself, once.

        """;

    public static string Render(ControlPlaneAccess access) => Note + Document.Render(Proxy(access), OutputFormat.Yaml);

    private static JsonObject Proxy(ControlPlaneAccess access) => new()
    {
        ["apiVersion"] = "gateway.envoyproxy.io/v1alpha1",
        ["kind"] = "EnvoyProxy",
        ["metadata"] = new JsonObject { ["name"] = "traffictrace-overlay", ["namespace"] = "envoy-gateway-system" },
        ["spec"] = new JsonObject
        {
            ["bootstrap"] = new JsonObject
            {
                ["type"] = "JSONPatch",
                ["jsonPatches"] = new JsonArray(
                    Add("/layered_runtime/layers/-", OverlayParts.RuntimeLayer()),
                    Add("/layered_runtime/layers/-", OverlayParts.AdminLayer()),
                    Add("/static_resources/clusters/-", OverlayParts.StaticCluster(access))),
            },
        },
    };

    private static JsonObject Add(string path, JsonNode value) => new() { ["op"] = "add", ["path"] = path, ["value"] = value };
}
