using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Registration;

/// <summary>A stream that is about to open brings this Dataplane, checked and of its own node.</summary>
public sealed record Claim(Dataplane Dataplane, Claimant By)
{
    public ResourceKey Key => Dataplane.Key;
}
