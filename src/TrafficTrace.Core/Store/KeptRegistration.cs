using System.Net;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>A Dataplane that its proxy brought, as it is kept, and who has the proxy now.</summary>
/// <param name="Instance">Of the control planes, the one that the proxy connected to last.</param>
/// <param name="Generation">Of that instance's claims, the one that this is: a later one of the same proxy has another.</param>
/// <param name="Seen">When that was written, by the clock of the instance; it decides nothing.</param>
public sealed record KeptRegistration(Dataplane Dataplane, string Instance, long Generation, DateTimeOffset Seen)
{
    public ResourceKey Key => Dataplane.Key;

    /// <summary>From where the proxy connected; null when that is not known.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The proxy went away together with many others, so it stays until it returns or somebody lets it go.</summary>
    public bool IsLost { get; init; }
}
