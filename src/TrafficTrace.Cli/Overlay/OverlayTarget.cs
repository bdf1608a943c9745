using System.Collections.Immutable;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Cli.Overlay;

/// <summary>A product whose proxies can be steered, and what has to be added for it, in the form that it takes.</summary>
internal sealed record OverlayTarget(string Name, Func<ControlPlaneAccess, string> Render)
{
    public static readonly ImmutableArray<OverlayTarget> All =
    [
        new("istio", IstioPatch.Render),
        new("envoy-gateway", EnvoyGatewayPatch.Render),
        new("consul", ConsulPatch.Render),
        new("kuma", KumaPatch.Render),
        new("plain", PlainPatch.Render),
    ];
}
