using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Cli.Overlay;

/// <summary>An EnvoyFilter, which Istio's agent merges into the bootstrap.</summary>
internal static class IstioPatch
{
    private const string Note = """
        # kubectl apply -f THIS_FILE; then, once: kubectl rollout restart deployment -n NAMESPACE. A bootstrap is read at the start alone.
        # In the root namespace it is for all workloads; in another one for those of that namespace.
        # Merging puts the layer behind Istio's own, its admin layer included: POST /runtime_modify does not override what it says.

        """;

    public static string Render(ControlPlaneAccess access) => Note + Document.Render(Filter(access), OutputFormat.Yaml);

    private static JsonObject Filter(ControlPlaneAccess access) => new()
    {
        ["apiVersion"] = "networking.istio.io/v1alpha3",
        ["kind"] = "EnvoyFilter",
        ["metadata"] = new JsonObject { ["name"] = "traffictrace-overlay", ["namespace"] = "istio-system" },
        ["spec"] = new JsonObject { ["configPatches"] = new JsonArray(Patch(access)) },
    };

    private static JsonObject Patch(ControlPlaneAccess access) => new()
    {
        ["applyTo"] = "BOOTSTRAP",
        ["patch"] = new JsonObject
        {
            ["operation"] = "MERGE",
            ["value"] = new JsonObject
            {
                ["layered_runtime"] = new JsonObject { ["layers"] = new JsonArray(OverlayParts.RuntimeLayer()) },
                ["static_resources"] = new JsonObject { ["clusters"] = new JsonArray(OverlayParts.StaticCluster(access)) },
            },
        },
    };
}
