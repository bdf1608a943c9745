using System.Data.Common;

namespace TrafficTrace.Storage.Sql;

/// <summary>What differs between the databases that a journal can be kept in. As a text it is a name for people, without secrets.</summary>
internal abstract class SqlDatabase : IAsyncDisposable
{
    /// <summary>Before the first statement of a write; empty, or statements that end with a semicolon.</summary>
    public virtual string BeforeWrite => "";

    /// <summary>The last statement of a write, which wakes other readers; null where there are none.</summary>
    public virtual string? AfterWrite => null;

    /// <summary>Whether several processes write to it.</summary>
    public virtual bool IsShared => false;

    /// <summary>The first statement of a migration: no other is under way after it, until the transaction ends.</summary>
    public virtual string? LockSchema => null;

    /// <summary>Once, before the first connection. Fails with a refusal where the database can't be this process's.</summary>
    public virtual Task PrepareAsync(CancellationToken token) => Task.CompletedTask;

    public abstract Task<DbConnection> OpenAsync(CancellationToken token);

    /// <summary>Whether a connection was cut, maybe long before it was used; what is refused would be refused again.</summary>
    public virtual bool IsCut(Exception fault) => false;

    /// <summary>Closes connections that nobody uses: where one was cut others may have been.</summary>
    public virtual void Forget()
    {
    }

    /// <summary>A transaction that only reads, and sees one state.</summary>
    public abstract ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken token);

    /// <summary>What is wrong, for people and without secrets; null for a fault that is not the database's.</summary>
    public abstract string? ReasonOf(Exception fault);

    /// <summary>Whether waiting does not help: somebody has to do something.</summary>
    public abstract bool IsForGood(Exception fault);

    /// <summary>What of the file or the server itself is damaged; null when nothing is, or when the server looks after that.</summary>
    public virtual Task<string?> DamageAsync(CancellationToken token) => Task.FromResult<string?>(null);

    /// <summary>Wakes whenever another process may have written, until it is cancelled; never fails.</summary>
    public virtual Task ListenAsync(Action wake, CancellationToken token) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
