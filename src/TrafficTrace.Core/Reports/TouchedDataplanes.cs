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
    /// <summary>Names, sorted ordinally.</summary>
    public static IReadOnlyList<string> By(MeshChange change, MeshSnapshot before, MeshSnapshot after) => change.Overrides.IsEmpty
        ? By(change, before, after, SendsElsewhere)
        : Sorted(change.Dataplanes.Union(after.Dataplanes.Keys, StringComparer.Ordinal));

    /// <summary>
    /// Those among them that may lose their tracing: that it goes elsewhere, or that there is less of it, is no loss, so no override takes
    /// it either.
    /// </summary>
    public static IReadOnlyList<string> LosingBy(MeshChange change, MeshSnapshot before, MeshSnapshot after) =>
        By(change, before, after, SendsNowhere);

    private static string[] By(
        MeshChange change, MeshSnapshot before, MeshSnapshot after, Func<TrafficTracePolicy, Mesh?, Mesh?, bool> isTouched)
    {
        var policies = Policies(change, before, after, isTouched).ToArray();
        var touched = change.Dataplanes.ToHashSet(StringComparer.Ordinal);
        if (policies.Length == 0 && change.Services.IsEmpty) return Sorted(touched);
        foreach (var dataplane in after.Dataplanes.Values)
        {
            var proxy = policies.Length == 0 ? null : Proxy.Of(dataplane);
            if (dataplane.Reaches(change.Services) || Array.Exists(policies, policy => PolicyMatcher.Selects(policy, proxy!)))
                touched.Add(dataplane.Name);
        }

        return Sorted(touched);
    }

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];

    /// <summary>Those that select others now, or send elsewhere; as they were and as they are.</summary>
    private static IEnumerable<TrafficTracePolicy> Policies(
        MeshChange change, MeshSnapshot before, MeshSnapshot after, Func<TrafficTracePolicy, Mesh?, Mesh?, bool> isTouched)
    {
        foreach (var name in change.Policies)
        {
            if (before.Policies.TryGetValue(name, out var was)) yield return was;
            if (after.Policies.TryGetValue(name, out var now)) yield return now;
        }

        if (!change.Mesh) yield break;
        foreach (var policy in after.Policies.Values)
        {
            if (isTouched(policy, before.Mesh, after.Mesh)) yield return policy;
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
