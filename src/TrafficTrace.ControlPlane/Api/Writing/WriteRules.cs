using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>
/// Whether a write may be done, and what it does: pure. Rules that no document can break alone are Kuma's: what belongs to a mesh needs its
/// Mesh, and a Mesh to which Dataplanes are attached stays. The first rule that is broken answers, with all that breaks it.
/// </summary>
internal static class WriteRules
{
    /// <param name="now">The state, with all that the API was told before.</param>
    /// <param name="write">What is wanted.</param>
    /// <param name="time">The present one.</param>
    public static WriteDecision Decide(StoreSnapshot now, Write write, DateTimeOffset time)
    {
        var deletes = write.Deletes.Where(key => !write.Restores || ByApi(now, key) is not null);
        write = write with { Deletes = [.. WithPolicies(now, deletes)] };
        if (new WriteChecks(now, write).Refusal() is { } refusal) return new(null, refusal);
        if (Over(write, time) is { } over) return new(null, over);
        var puts = write.Puts.Select(put => Put(now, write, put, time));
        return new(new WritePlan(now, [.. write.Deletes.Select(key => Delete(now, key)), .. puts]), null);
    }

    private static ApiError? Over(Write write, DateTimeOffset time) =>
        !write.Restores && write.Puts.OfType<IEnds>().Any(put => put.Until <= time)
            ? ApiError.Invalid(write.Title, "until", $"is over: it is {TimeText.Of(time)}")
            : null;

    /// <summary>What the API says of a key; null when it says nothing.</summary>
    public static Resource? ByApi(StoreSnapshot now, ResourceKey key) =>
        now.Layers.Of(key).FirstOrDefault(definition => definition.Origin == Origin.Api)?.Resource;

    /// <summary>A Mesh takes its policies, overrides and freeze along; those that a file holds stay where they are.</summary>
    private static IEnumerable<ResourceKey> WithPolicies(StoreSnapshot now, IEnumerable<ResourceKey> deletes) =>
        deletes.SelectMany(key => key.Kind == ResourceKind.Mesh ? PoliciesOf(now, key.Mesh).Append(key) : [key]).Distinct();

    private static IEnumerable<ResourceKey> PoliciesOf(StoreSnapshot now, string mesh)
    {
        if (!now.Meshes.TryGetValue(mesh, out var known)) return [];
        Resource?[] all = [.. known.WrittenPolicies.Values, .. known.Overrides.Values, known.Freeze];
        return all.OfType<Resource>().Select(resource => resource.Key)
            .Where(key => now.Layers.Of(key)[0].Origin == Origin.Api)
            .OrderBy(key => key.ToString(), StringComparer.Ordinal);
    }

    private static WriteStep Delete(StoreSnapshot now, ResourceKey key) =>
        new(key, WriteAction.Deleted, new JournalChange(key, ByApi(now, key), null));

    private static WriteStep Put(StoreSnapshot now, Write write, Resource put, DateTimeOffset time)
    {
        var before = ByApi(now, put.Key);
        var after = write.Restores
            ? put with { ModificationTime = time }
            : put with { CreationTime = before?.CreationTime ?? time, ModificationTime = time };
        if (before?.HasContentOf(after) == true) return new(put.Key, WriteAction.Unchanged, null);
        var action = now.Find(put.Key) is null ? WriteAction.Created : WriteAction.Updated;
        return new(put.Key, action, new JournalChange(put.Key, before, after));
    }
}
