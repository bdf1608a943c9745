using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// What an overlay proxy gets: the numbers that its policy and backend state, and nothing that they leave out. An override counts over
/// them, with or without a policy. Whose collector the backend is makes no difference: the one in use is that of the other control plane.
/// </summary>
public static class OverlayResolution
{
    /// <param name="mesh">Of the proxy.</param>
    /// <param name="proxy">One that <see cref="Proxy.IsOverlay"/>.</param>
    /// <param name="winner">The policy that it has.</param>
    public static EffectiveTracing Resolve(MeshSnapshot mesh, Proxy proxy, TrafficTracePolicy? winner)
    {
        var backend = BackendResolution.BackendOf(winner, mesh.Mesh);
        var over = OverrideResolution.Chosen(mesh, proxy, backend?.Name);
        return new(winner, mesh.Mesh, null, null) { Override = over, Overlay = over is null ? Stated(winner, backend) : Of(over) };
    }

    // A policy whose backend is not there steers nothing, as it traces nothing elsewhere.
    private static OverlaySampling Stated(TrafficTracePolicy? winner, TracingBackend? backend) => backend is null
        ? OverlaySampling.Unsaid
        : new(winner!.Conf.Sampling.Overall ?? backend.Sampling, winner.Conf.Sampling.Random);

    // A cap alone would not raise anything, and one below 100 % may break traces.
    private static OverlaySampling Of(TracingOverride over) =>
        over.Sampling is > 0 and var percent ? new(100, percent) : new(0, null);
}
