using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>Which listeners of a proxy can be traced: those that speak HTTP. All others pass bytes on.</summary>
public static class Traceable
{
    public static bool HasAny(MeshSnapshot mesh, Dataplane dataplane)
    {
        foreach (var inbound in dataplane.Inbounds)
        {
            if (Obstacle(inbound) is null) return true;
        }

        foreach (var outbound in dataplane.Outbounds)
        {
            if (Obstacle(mesh, outbound) is null) return true;
        }

        return false;
    }

    /// <summary>Why a proxy is not traced although a policy and its backend say so; null where it is, or they don't.</summary>
    public static string? InVain(MeshSnapshot mesh, Dataplane dataplane, EffectiveTracing tracing) =>
        tracing.Collector is null || HasAny(mesh, dataplane)
            ? null
            : $"TrafficTrace {tracing.Policy!.Name} selects this proxy, but none of its listeners can be traced: "
                + string.Join("; ", Obstacles(mesh, dataplane).DefaultIfEmpty("it has none"));

    private static IEnumerable<string> Obstacles(MeshSnapshot mesh, Dataplane dataplane) =>
    [
        .. dataplane.Inbounds.Select(inbound => Obstacle(inbound) is { } reason ? $"inbound {inbound.Port} {reason}" : null)
            .OfType<string>(),
        .. dataplane.Outbounds.Select(outbound => Obstacle(mesh, outbound) is { } reason ? $"outbound {outbound.Port} {reason}" : null)
            .OfType<string>(),
    ];

    /// <summary>Why an inbound's listener can't be traced, as a half-sentence; null when it can.</summary>
    public static string? Obstacle(Inbound inbound) =>
        inbound.Port == Inbound.ServicelessPort ? "has no service" : Obstacle(inbound.Protocol);

    /// <summary>The same of an outbound.</summary>
    public static string? Obstacle(MeshSnapshot mesh, Outbound outbound) => Obstacle(mesh, outbound.Tags.ServiceName ?? "");

    /// <summary>The same of all outbounds that lead to a service.</summary>
    internal static string? Obstacle(MeshSnapshot mesh, string name)
    {
        if (!mesh.Services.TryGetValue(name, out var service)) return $"goes to {name}, which no Dataplane offers";
        return Obstacle(service.Protocol) is { } reason ? $"goes to {name}, which {reason}" : null;
    }

    private static string? Obstacle(Protocol protocol) => protocol switch
    {
        { IsHttp: true } => null,
        Protocol.Unknown => $"has no {TagSet.Protocol} that is known (http, http2 or grpc can be traced)",
        _ => $"speaks {protocol.Word}",
    };
}
