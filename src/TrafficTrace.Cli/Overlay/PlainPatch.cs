using TrafficTrace.Cli.Output;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Cli.Overlay;

/// <summary>A fragment of any bootstrap.</summary>
internal static class PlainPatch
{
    private const string Note = """
        # Merge this into the bootstrap, or leave that as it is: envoy -c BOOTSTRAP --config-yaml "$(cat THIS_FILE)"
        # It needs one restart of the proxy. From then on its sampling moves with no restart and no listener touched.
        # The layer stands behind the bootstrap's own, before the admin layer. Where the bootstrap has an admin layer, leave this one out.
        # node.cluster is the service (kuma.io/service). More tags, and another mesh than the default:
        #   node: {metadata: {traffictrace: {mesh: shop, team: checkout}}}

        """;

    public static string Render(ControlPlaneAccess access) => Note + Document.Render(OverlayParts.Fragment(access), OutputFormat.Yaml);
}
