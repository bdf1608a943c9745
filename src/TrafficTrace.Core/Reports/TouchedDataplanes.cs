using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// The Dataplanes of a mesh that a change may serve otherwise, those that come or go included. Each of the others is asked for its
/// selection and its outbounds alone, and not matched. Too many cost time only; too few would be a fault.
/// </summary>
public static class TouchedDataplanes
{
    /// <summary>Sorted ordinally by name.</summary>
    public static IReadOnlyList<TouchedDataplane> By(MeshChange change, MeshSnapshot before, MeshSnapshot after) =>
        change.Overrides.IsEmpty ? By(change, before, after, SendsElsewhere) : Sorted(change, before, after, after.Dataplanes.Values);

    /// <summary>
    /// Those among them that may lose their tracing: that it goes elsewhere, or that there is less of it, is no loss, so no override takes
    /// it either.
    /// </summary>
    public static IReadOnlyList<TouchedDataplane> LosingBy(MeshChange change, MeshSnapshot before, MeshSnapshot after) =>
        By(change, before, after, SendsNowhere);

    private static TouchedDataplane[] By(
        MeshChange change, MeshSnapshot before, MeshSnapshot after, Func<TrafficTracePolicy, Mesh?, Mesh?, bool> isTouched)
    {
        TrafficTracePolicy[] policies = [.. Changed(change, before, after)];
        TrafficTracePolicy[] sending = change.Mesh ? [.. after.Policies.Values.Where(one => isTouched(one, before.Mesh, after.Mesh))] : [];
        var touched = new HashSet<Dataplane>(ReferenceEqualityComparer.Instance);
        // Where most policies send elsewhere, who has them is found once for all who ask. Few are held against each proxy.
        if (sending.Length * 2 > after.Policies.Count)
            touched.UnionWith(sending.SelectMany(policy => MeshMatches.Of(after).WonBy(policy.Name)));
        else policies = [.. policies, .. sending];
        if (policies.Length > 0 || !change.Services.IsEmpty)
            touched.UnionWith(after.Dataplanes.Values.Where(one => one.Reaches(change.Services) || IsSelected(one, policies)));
        return Sorted(change, before, after, touched);
    }

    private static TouchedDataplane[] Sorted(
        MeshChange change, MeshSnapshot before, MeshSnapshot after, IEnumerable<Dataplane> touched) =>
    [
        .. touched.Where(one => !change.Dataplanes.Contains(one.Name)).Select(one => new TouchedDataplane(one.Name, one, one))
            .Concat(change.Dataplanes.Select(
                name => new TouchedDataplane(name, before.Dataplanes.GetValueOrDefault(name), after.Dataplanes.GetValueOrDefault(name))))
            .OrderBy(one => one.Name, StringComparer.Ordinal),
    ];

    private static bool IsSelected(Dataplane dataplane, TrafficTracePolicy[] policies)
    {
        if (policies.Length == 0) return false;
        var proxy = Proxy.Of(dataplane);
        foreach (var policy in policies)
        {
            if (PolicyMatcher.Selects(policy, proxy)) return true;
        }

        return false;
    }

    /// <summary>Those that select others now, or say something else; as they were and as they are.</summary>
    private static IEnumerable<TrafficTracePolicy> Changed(MeshChange change, MeshSnapshot before, MeshSnapshot after)
    {
        foreach (var name in change.Policies)
        {
            if (before.Policies.TryGetValue(name, out var was)) yield return was;
            if (after.Policies.TryGetValue(name, out var now)) yield return now;
        }
    }

    private static bool SendsElsewhere(TrafficTracePolicy policy, Mesh? before, Mesh? after)
    {
        var (was, now) = (BackendResolution.Resolve(policy, before), BackendResolution.Resolve(policy, after));
        return was.Collector != now.Collector || was.Sampling != now.Sampling;
    }

    private static bool SendsNowhere(TrafficTracePolicy policy, Mesh? before, Mesh? after) =>
        BackendResolution.Resolve(policy, before).Collector is not null && BackendResolution.Resolve(policy, after).Collector is null;
}
