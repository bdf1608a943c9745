using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>How a Dataplane fits its mesh.</summary>
internal static class DataplaneChecks
{
    public static IEnumerable<Remark> Of(MeshSnapshot mesh, Dataplane dataplane)
    {
        for (var i = 0; i < dataplane.Outbounds.Length; i++)
        {
            if (dataplane.Outbounds[i].Tags.ServiceName is { } service && mesh.Services.GetValueOrDefault(service) is not { Offered: true })
                yield return new(FindingCodes.NotOffered, dataplane.Key, $"networking.outbound[{i}]", NotOffered(mesh, service));
        }

        if (InVain(mesh, dataplane) is { } reason) yield return new(FindingCodes.InVain, dataplane.Key, "networking", reason);
    }

    private static string NotOffered(MeshSnapshot mesh, string service) =>
        $"no Dataplane of mesh {mesh.Name} offers service {service}"
            + Suggestion.For(
                service, mesh.Services.Values.Where(known => known.Offered).Select(known => known.Name).Order(StringComparer.Ordinal));

    // Only where it matters is the policy chosen.
    private static string? InVain(MeshSnapshot mesh, Dataplane dataplane)
    {
        if (Traceable.HasAny(mesh, dataplane)) return null;
        var winner = PolicyMatcher.Winner(Proxy.Of(dataplane), mesh.Policies.Values);
        return Traceable.InVain(mesh, dataplane, BackendResolution.Resolve(winner, mesh.Mesh));
    }
}
