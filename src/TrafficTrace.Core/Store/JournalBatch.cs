using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>What the API said from one position to <see cref="Position"/>, of each key the last. No key is in both.</summary>
public sealed record JournalBatch(long Position, ImmutableArray<Resource> Puts, ImmutableArray<ResourceKey> Deletes);
