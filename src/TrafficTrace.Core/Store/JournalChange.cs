using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>What an origin said of a key before and after: null where it said nothing.</summary>
public sealed record JournalChange(ResourceKey Key, Resource? Before, Resource? After);
