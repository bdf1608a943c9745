using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>What a write does to the state that it was decided on, key by key: the deletions that a deletion brings along too.</summary>
internal sealed record WritePlan(StoreSnapshot Before, ImmutableArray<WriteStep> Steps)
{
    public ImmutableArray<JournalChange> Changes => [.. Steps.Select(step => step.Change).OfType<JournalChange>()];

    /// <summary>The state with it, as the store will have it: pure, so it is also what a preview shows.</summary>
    public StoreSnapshot After => Before.With(
        Origin.Api,
        PlacedResource.Nowhere(Changes.Select(change => change.After).OfType<Resource>()),
        Changes.Where(change => change.After is null).Select(change => change.Key));
}
