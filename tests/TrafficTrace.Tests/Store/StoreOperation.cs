using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Store;

/// <summary>One change of the store: all at once.</summary>
public sealed record StoreOperation(Resource[] Puts, ResourceKey[] Deletes);
