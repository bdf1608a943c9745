using TrafficTrace.ControlPlane.Leading;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Names;

/// <summary>
/// What the leader of those that share a store has found of hosts: where names have several addresses, or are looked up at different
/// moments, each would find something else, and a proxy that moves would be sent other endpoints. Used by one loop.
/// </summary>
/// <param name="hosts">Null where nobody shares the store.</param>
/// <param name="leadership">Who tells, and who is told.</param>
internal sealed class SharedAddresses(ISharedHosts? hosts, Leadership leadership)
{
    private HostAddresses _told = HostAddresses.None;

    /// <summary>As the leader found them last; null where this process has to look for itself.</summary>
    public async Task<HostAddresses?> FoundAsync(CancellationToken token)
    {
        if (hosts is null || leadership.Current is not null) return null;
        try
        {
            return _told = await hosts.ReadAsync(token);
        }
        catch (JournalAwayException)
        {
            return null; // whoever reads the journal says so
        }
    }

    /// <summary>If this process leads; what is told already is not told again.</summary>
    public async Task TellAsync(HostAddresses found, CancellationToken token)
    {
        if (hosts is null || leadership.Current is not { } lease || found.HasContentOf(_told)) return;
        try
        {
            await hosts.WriteAsync(found, lease, token);
            _told = found;
        }
        catch (LeaseLostException)
        {
            leadership.StepDown(lease);
        }
        catch (JournalAwayException)
        {
            // At the next turn.
        }
    }
}
