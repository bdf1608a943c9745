using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// Compares what a client should hold of one type with what it was sent, and says what to send. Pure; one planner for
/// state-of-the-world and delta, which differ only in whether a response is complete and in how removals are told.
/// </summary>
public static class ResponsePlanner
{
    /// <summary>Below the 4 MiB at which most gRPC clients refuse a message (xds R133); the rest follows in the next response.</summary>
    public const int PartLimit = 3 * 1024 * 1024;

    /// <param name="type">Type of <paramref name="set"/>.</param>
    /// <param name="delta">The variant that the stream speaks.</param>
    /// <param name="view">What is known of the client.</param>
    /// <param name="set">What there is.</param>
    /// <param name="holdRemovals">Something that the client accepted may still refer to what is gone (xds R102).</param>
    /// <returns>Null when nothing is to be sent.</returns>
    public static PlannedResponse? Plan(ResourceType type, bool delta, ClientView view, ResourceSet set, bool holdRemovals)
    {
        var desired = Desired(type, view.Subscription, set);
        if (view.Sent is not null && view.Answered && desired.SameAs(view.Sent)) return null;
        return type.Complete && !delta
            ? Complete(view, set, desired)
            : Partial(type, delta, view, set, desired, holdRemovals);
    }

    /// <summary>What a subscription comes to: a version for each name that exists, "absent" for each that does not.</summary>
    public static HeldSet Desired(ResourceType type, Subscription subscription, ResourceSet set) =>
        subscription is { Wildcard: true, Names.IsEmpty: true } ? set.Held : DesiredByName(type, subscription, set);

    // Apart, as other rare cases here: a method with lambdas makes their closure whenever it is called, on every message to every proxy.
    private static HeldSet DesiredByName(ResourceType type, Subscription subscription, ResourceSet set)
    {
        if (subscription.Wildcard && subscription.Names.All(set.Held.Contains)) return set.Held;
        var named = subscription.Names.Select(name => new Held(name, Find(type, set, name)?.Version ?? ""));
        var desired = subscription.Wildcard ? set.Held.With(named) : HeldSet.OfSorted([.. named]);
        return desired.SameAs(set.Held) ? set.Held : desired; // one object for all who want all there is
    }

    private static PackedResource? Find(ResourceType type, ResourceSet set, string name) => set.Find(name) ?? type.Absent?.Invoke(name);

    private static PlannedResponse? Complete(ClientView view, ResourceSet set, HeldSet desired)
    {
        if (view.Rejected is not null && desired.Present.SameAs(view.Rejected)) return null;
        var sent = view.Sent ?? HeldSet.Empty;
        return new PlannedResponse(set, Present(set, desired), Changed(desired, sent), [], desired);
    }

    // Mostly all is changed: what the set has already is not kept a second time.
    private static ImmutableArray<Held> Changed(HeldSet desired, HeldSet sent)
    {
        ImmutableArray<Held>.Builder? changed = null; // from the first on that is not
        for (var i = 0; i < desired.Items.Length; i++)
        {
            var item = desired.Items[i];
            var isChanged = !item.IsAbsent && sent.VersionOf(item.Name) != item.Version;
            if (isChanged) changed?.Add(item);
            else changed ??= desired.Items[..i].ToBuilder();
        }

        return changed?.DrainToImmutable() ?? desired.Items;
    }

    private static ImmutableArray<PackedResource> Present(ResourceSet set, HeldSet desired)
    {
        if (ReferenceEquals(desired, set.Held)) return set.Resources;
        var resources = ImmutableArray.CreateBuilder<PackedResource>(desired.Items.Length);
        foreach (var item in desired.Items)
        {
            if (!item.IsAbsent) resources.Add(set.Find(item.Name)!);
        }

        return resources.DrainToImmutable();
    }

    private static PlannedResponse? Partial(
        ResourceType type, bool delta, ClientView view, ResourceSet set, HeldSet desired, bool holdRemovals)
    {
        var sent = view.Sent ?? HeldSet.Empty;
        var changed = Changes(desired, sent, StillRejected(view, desired));
        var removed = delta ? Removals(desired, sent, changed, holdRemovals) : [];
        changed.RemoveAll(item => item.IsAbsent);
        if (changed.Count == 0 && removed.IsEmpty)
        {
            var firstWildcard = delta && view.Subscription.Wildcard && !view.Answered; // Envoy waits for it, even empty (xds R75)
            return firstWildcard ? new PlannedResponse(set, [], [], [], sent) : null;
        }

        AddDoubtful(changed, desired, view.Doubtful);
        if (delta && !holdRemovals) removed = [.. removed.Union(view.Doubtful.Where(name => desired.VersionOf(name) is null or ""))];
        var resources = Fitting(type, set, changed, out var size);
        removed = Fitting(removed, size);
        var gone = removed.ToHashSet(StringComparer.Ordinal);
        var fitting = ImmutableArray.CreateRange(changed.Take(resources.Length));
        var after = sent.Without(item => gone.Contains(item.Name) && !desired.Contains(item.Name))
            .With(fitting.Concat(removed.Where(desired.Contains).Select(Held.Absent)));
        return new PlannedResponse(set, resources, fitting, removed, after.SameAs(desired) ? desired : after);
    }

    private static HeldSet? StillRejected(ClientView view, HeldSet desired)
    {
        if (view.Rejected is null || view.Doubtful.IsEmpty) return view.Rejected;
        foreach (var item in view.Rejected.Items)
        {
            if (view.Doubtful.Contains(item.Name) && desired.VersionOf(item.Name) != item.Version) return view.RejectedWithoutSuspects();
        }

        return view.Rejected;
    }

    private static List<Held> Changes(HeldSet desired, HeldSet sent, HeldSet? rejected)
    {
        var changes = new List<Held>();
        foreach (var item in desired.Items)
        {
            if (sent.VersionOf(item.Name) != item.Version && (item.IsAbsent || rejected?.VersionOf(item.Name) != item.Version))
                changes.Add(item);
        }

        return changes;
    }

    // A name that is gone from a wildcard is told once; one that is subscribed by name is told and kept (xds R65, R66).
    private static ImmutableArray<string> Removals(HeldSet desired, HeldSet sent, List<Held> changed, bool hold)
    {
        var removed = ImmutableArray.CreateBuilder<string>();
        foreach (var item in changed)
        {
            if (item.IsAbsent && !(hold && sent.Contains(item.Name))) removed.Add(item.Name);
        }

        foreach (var item in sent.Items)
        {
            if (!item.IsAbsent && !hold && !desired.Contains(item.Name)) removed.Add(item.Name);
        }

        return removed.DrainToImmutable();
    }

    private static void AddDoubtful(List<Held> changed, HeldSet desired, ImmutableHashSet<string> doubtful)
    {
        if (doubtful.IsEmpty) return;
        var already = changed.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var item in desired.Items)
        {
            if (!item.IsAbsent && doubtful.Contains(item.Name) && !already.Contains(item.Name)) changed.Add(item);
        }
    }

    private static ImmutableArray<PackedResource> Fitting(ResourceType type, ResourceSet set, List<Held> changed, out int size)
    {
        var resources = ImmutableArray.CreateBuilder<PackedResource>(changed.Count);
        size = 0;
        foreach (var item in changed)
        {
            var resource = Find(type, set, item.Name)!;
            size += resource.Size + resource.Name.Length + 64;
            if (size > PartLimit && resources.Count > 0) break;
            resources.Add(resource);
        }

        return resources.DrainToImmutable();
    }

    // Names that are gone take what the resources left of the response; alone, as many as go into it.
    private static ImmutableArray<string> Fitting(ImmutableArray<string> removed, int size)
    {
        var count = 0;
        while (count < removed.Length && (size == 0 || size + removed[count].Length + 8 <= PartLimit)) size += removed[count++].Length + 8;
        return count == removed.Length ? removed : removed[..count];
    }
}
