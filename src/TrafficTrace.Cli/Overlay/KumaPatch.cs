using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Cli.Overlay;

/// <summary>A program that kuma-dp starts in place of Envoy: neither kuma-dp nor the bootstrap of Kuma takes a layer more.</summary>
internal static class KumaPatch
{
    public static string Render(ControlPlaneAccess access) => $$"""
        #!/bin/sh
        # Save this beside envoy as envoy-overlay, make it executable, and start kuma-dp once more with --binary-path envoy-overlay.
        # The layer stands behind Kuma's own and before the admin layer.
        exec envoy "$@" --config-yaml '{{OverlayParts.Fragment(access).ToJsonString()}}'

        """;
}
