namespace TrafficTrace.Core.Store;

/// <summary>
/// Addresses of hosts as one of the processes that share a store has found them, so that all serve the same. Whatever it is asked it may
/// answer with a <see cref="JournalAwayException"/>.
/// </summary>
public interface ISharedHosts
{
    /// <summary>As they were written last; none when they never were.</summary>
    Task<HostAddresses> ReadAsync(CancellationToken token);

    /// <summary>
    /// Writes all of them. A <see cref="LeaseLostException"/> says that another process is to do that by now.
    /// </summary>
    Task WriteAsync(HostAddresses hosts, Lease under, CancellationToken token);
}
