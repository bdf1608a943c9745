using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Reports;

/// <summary>
/// The remarks on a store from revision to revision. Only resources whose remarks a change can touch are looked at anew: with thousands of
/// them, looking at all each time would cost more than serving the change.
/// </summary>
internal sealed class Remarks
{
    // Beyond it, asking which policies select them costs more than looking at every policy.
    private const int ManyDataplanes = 64;

    private readonly Dictionary<ResourceKey, ImmutableArray<Remark>> _byKey = [];
    private readonly HashSet<ResourceKey> _untraceable = []; // Dataplanes of which it matters who selects them

    public RemarksChange Update(StoreSnapshot older, StoreSnapshot newer)
    {
        var made = ImmutableArray.CreateBuilder<Remark>();
        var over = ImmutableArray.CreateBuilder<Remark>();
        foreach (var (name, change) in StoreChange.Between(older, newer).Meshes)
        {
            var (before, after) = (
                older.Meshes.GetValueOrDefault(name) ?? MeshSnapshot.Empty(name),
                newer.Meshes.GetValueOrDefault(name) ?? MeshSnapshot.Empty(name));
            foreach (var key in Touched(before, after, change).ToHashSet()) Look(key, after, made, over);
        }

        return new([.. made.Order(ByKey)], [.. over.Order(ByKey)]);
    }

    private static Comparer<Remark> ByKey =>
        Comparer<Remark>.Create((one, other) => string.CompareOrdinal(one.Key.ToString(), other.Key.ToString()));

    private void Look(ResourceKey key, MeshSnapshot mesh, ImmutableArray<Remark>.Builder made, ImmutableArray<Remark>.Builder over)
    {
        var resource = mesh.Find(key);
        var before = _byKey.GetValueOrDefault(key, []);
        ImmutableArray<Remark> after = resource is null ? [] : [.. CrossChecks.Of(mesh, resource)];
        made.AddRange(after.Except(before));
        if (resource is not null) over.AddRange(before.Except(after));
        if (after.IsEmpty) _byKey.Remove(key);
        else _byKey[key] = after;
        if (resource is Dataplane dataplane && !Traceable.HasAny(mesh, dataplane)) _untraceable.Add(key);
        else _untraceable.Remove(key);
    }

    private IEnumerable<ResourceKey> Touched(MeshSnapshot before, MeshSnapshot after, MeshChange change)
    {
        var (policies, dataplanes) = (change.Policies.AsEnumerable(), change.Dataplanes.AsEnumerable());
        if (change.Mesh) policies = policies.Concat(after.Policies.Keys);
        if (before.Mesh is null != after.Mesh is null) dataplanes = dataplanes.Concat(after.Dataplanes.Keys);
        if (change.Services.Any(
            service => SpeaksOtherwise(before.Services.GetValueOrDefault(service), after.Services.GetValueOrDefault(service))))
            dataplanes = dataplanes.Concat(Reaching(after, change.Services));
        policies = policies.Concat(Selecting(before, after, change.Dataplanes));
        return
        [
            .. policies.Select(name => new ResourceKey(ResourceKind.TrafficTrace, after.Name, name)),
            .. dataplanes.Select(name => new ResourceKey(ResourceKind.Dataplane, after.Name, name)),
            .. change.Mesh || !change.Policies.IsEmpty ? _untraceable.Where(key => key.Mesh == after.Name) : [],
        ];
    }

    private static bool SpeaksOtherwise(MeshService? before, MeshService? after) =>
        (before?.Offered, before?.Protocol) != (after?.Offered, after?.Protocol);

    private static IEnumerable<string> Reaching(MeshSnapshot mesh, ImmutableHashSet<string> services) =>
        from dataplane in mesh.Dataplanes.Values
        where dataplane.Outbounds.Any(outbound => outbound.Tags.ServiceName is { } service && services.Contains(service))
        select dataplane.Name;

    /// <summary>Policies that may select a Dataplane now and did not before, or the other way round.</summary>
    private static IEnumerable<string> Selecting(MeshSnapshot before, MeshSnapshot after, ImmutableHashSet<string> dataplanes)
    {
        if (dataplanes.Count > ManyDataplanes || before.Dataplanes.IsEmpty || after.Dataplanes.IsEmpty)
            return dataplanes.IsEmpty ? [] : after.Policies.Keys;
        Proxy[] proxies =
        [
            .. dataplanes.SelectMany(name => new[] { before.Dataplanes.GetValueOrDefault(name), after.Dataplanes.GetValueOrDefault(name) })
                .OfType<Dataplane>().Select(Proxy.Of),
        ];
        return after.Policies.Values.Where(policy => proxies.Any(proxy => PolicyMatcher.Selects(policy, proxy)))
            .Select(policy => policy.Name);
    }
}
