using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>A registration that is to go, as long as it is still that of this claim: one that came after it stays.</summary>
public sealed record RegistrationRemoval(ResourceKey Key, string Instance, long Generation);
