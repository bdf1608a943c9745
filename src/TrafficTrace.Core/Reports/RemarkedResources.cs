using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// The resources whose remarks a change can touch: with thousands of them, looking at all each time would cost more than serving the
/// change. Too many cost time only; too few would be a fault.
/// </summary>
internal static class RemarkedResources
{
    // Beyond it, asking which policies select them costs more than looking at every policy.
    private const int ManyDataplanes = 64;

    public static HashSet<ResourceKey> TouchedBy(MeshChange change, MeshSnapshot before, MeshSnapshot after)
    {
        var keys = new HashSet<ResourceKey>();
        if (change.Mesh || change.Secrets || (MeshChecks.DependOnProxies(after.Mesh) && MovesTraces(change, before, after)))
            Add(ResourceKind.Mesh, [after.Name]);
        Add(ResourceKind.TrafficTrace, Policies(change, before, after));
        Add(ResourceKind.Dataplane, change.Dataplanes);
        if (before.Mesh is null != after.Mesh is null) Add(ResourceKind.Dataplane, after.Dataplanes.Keys);
        Add(ResourceKind.Dataplane, Callers(change, before, after));
        if (change.Mesh || !change.Policies.IsEmpty) Add(ResourceKind.Dataplane, Untraceable(after));
        return keys;

        void Add(ResourceKind kind, IEnumerable<string> names) =>
            keys.UnionWith(names.Select(name => new ResourceKey(kind, after.Name, name)));
    }

    /// <summary>
    /// Somebody may begin traces who did not, or send them elsewhere. Health and addresses, which change often, are no matter.
    /// </summary>
    private static bool MovesTraces(MeshChange change, MeshSnapshot before, MeshSnapshot after) =>
        !change.Policies.IsEmpty
        || change.Services.Any(name => SpeaksOtherwise(before.Services.GetValueOrDefault(name), after.Services.GetValueOrDefault(name)))
        || change.Dataplanes.Any(name => !CallsAlike(before.Dataplanes.GetValueOrDefault(name), after.Dataplanes.GetValueOrDefault(name)));

    private static bool CallsAlike(Dataplane? was, Dataplane? now) =>
        was is not null && now is not null
        && Equals(was.Gateway, now.Gateway)
        && was.Inbounds.Select(PortAndTags).SequenceEqual(now.Inbounds.Select(PortAndTags))
        && was.Outbounds.AsSpan().SequenceEqual(now.Outbounds.AsSpan());

    private static (int Port, TagSet Tags) PortAndTags(Inbound inbound) => (inbound.Port, inbound.Tags);

    /// <summary>
    /// Those that changed, and those that may select a Dataplane now and did not before, or compete for one with what changed.
    /// </summary>
    private static IEnumerable<string> Policies(MeshChange change, MeshSnapshot before, MeshSnapshot after)
    {
        if (change.Mesh || before.Dataplanes.IsEmpty != after.Dataplanes.IsEmpty) return after.Policies.Keys;
        TrafficTracePolicy[] changed =
        [
            .. change.Policies.Select(name => before.Policies.GetValueOrDefault(name)).OfType<TrafficTracePolicy>(),
            .. change.Policies.Select(name => after.Policies.GetValueOrDefault(name)).OfType<TrafficTracePolicy>(),
        ];
        Proxy[] proxies =
        [
            .. change.Dataplanes.Select(name => before.Dataplanes.GetValueOrDefault(name)).OfType<Dataplane>().Select(Proxy.Of),
            .. change.Dataplanes.Select(name => after.Dataplanes.GetValueOrDefault(name)).OfType<Dataplane>().Select(Proxy.Of),
            .. changed.Length == 0
                ? []
                : after.Dataplanes.Values.Select(Proxy.Of).Where(proxy => changed.Any(policy => PolicyMatcher.Selects(policy, proxy)))
                    .Take(ManyDataplanes + 1),
        ];
        if (proxies.Length > ManyDataplanes) return after.Policies.Keys;
        return change.Policies.Union(after.Policies.Values.Where(policy => proxies.Any(proxy => PolicyMatcher.Selects(policy, proxy)))
            .Select(policy => policy.Name));
    }

    /// <summary>Dataplanes with an outbound to a service that speaks otherwise now, or is offered no more.</summary>
    private static IEnumerable<string> Callers(MeshChange change, MeshSnapshot before, MeshSnapshot after)
    {
        var services = change.Services.Where(
            service => SpeaksOtherwise(before.Services.GetValueOrDefault(service), after.Services.GetValueOrDefault(service)))
            .ToHashSet(StringComparer.Ordinal);
        return services.Count == 0 ? [] : after.Dataplanes.Values.Where(dataplane => dataplane.Reaches(services)).Select(one => one.Name);
    }

    private static bool SpeaksOtherwise(MeshService? before, MeshService? after) =>
        (before?.Offered, before?.Protocol) != (after?.Offered, after?.Protocol);

    /// <summary>Of these it matters who selects them.</summary>
    private static IEnumerable<string> Untraceable(MeshSnapshot mesh) =>
        CallGraph.Of(mesh).Dataplanes.Where(dataplane => !Traceable.HasAny(mesh, dataplane)).Select(dataplane => dataplane.Name);
}
