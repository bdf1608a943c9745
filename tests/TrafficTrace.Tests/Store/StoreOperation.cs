using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Store;

/// <summary>
/// One change of the store: what an origin says, all at once, and then what was observed of hosts; null when nothing was.
/// </summary>
public sealed record StoreOperation(Origin Origin, PlacedResource[] Puts, ResourceKey[] Deletes, HostAddresses? Hosts)
{
    public StoreSnapshot Apply(StoreSnapshot snapshot)
    {
        var next = snapshot.With(Origin, Puts, Deletes);
        return Hosts is null ? next : next.With(Hosts);
    }
}
