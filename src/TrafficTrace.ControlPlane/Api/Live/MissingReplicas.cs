using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>Names the replicas that do not answer where their proxies are told of: what is said of those may be old, or unknown.</summary>
internal sealed class MissingReplicas(FleetStatus fleet) : IEndpointFilter
{
    public const string Header = "X-Replicas-Missing";

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var missing = string.Join(", ", fleet.Peers.Missing.Select(peer => $"{peer.Instance} ({peer.Address})"));
        if (missing.Length > 0) context.HttpContext.Response.Headers[Header] = missing;
        return next(context);
    }
}
