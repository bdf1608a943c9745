using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>
/// What is different from the time before: resources that are new or other than they were, and keys of those that are gone. No key is in
/// both.
/// </summary>
public sealed record ResourceChanges(ImmutableArray<PlacedResource> Puts, ImmutableArray<ResourceKey> Deletes);
