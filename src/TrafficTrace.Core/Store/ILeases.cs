namespace TrafficTrace.Core.Store;

/// <summary>
/// Who of several processes does what one is to do. Time is that of the store, so that the clocks of the processes do not matter. Whatever
/// it is asked it may answer with a <see cref="JournalAwayException"/>.
/// </summary>
public interface ILeases
{
    /// <summary>Whether other processes ask too; else this one may do everything, and nobody need ask.</summary>
    bool IsShared { get; }

    /// <summary>
    /// Gives the lease to <paramref name="instance"/> for so long from now on, if it has it already or nobody has: who has it then.
    /// </summary>
    Task<HeldLease> TakeAsync(string name, string instance, TimeSpan lasts, CancellationToken token);

    /// <summary>Nobody has it then; nothing happens where it is no longer of <paramref name="held"/>.</summary>
    Task GiveBackAsync(HeldLease held, CancellationToken token);
}
