using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>
/// What the API was told, in the order in which it was told: it feeds the store (origin API), and it is the history. Changes of other
/// origins are in the history alone. Positions count from 1, without gaps. Whatever it is asked it may answer with a
/// <see cref="JournalAwayException"/>, but for its reader, who waits until it is back.
/// </summary>
public interface IJournal
{
    /// <summary>How long it keeps what it holds, as a sentence for people.</summary>
    string Keeps { get; }

    /// <summary>Characters of all documents that the API holds now, as far as its reader has them.</summary>
    long Characters { get; }

    /// <summary>Of all processes that share it, and of each later one; null where nobody shares it, or while that is not known.</summary>
    string? ClusterId { get; }

    /// <summary>Since when what it is kept in can't be reached, and its reader may be behind; null while it can.</summary>
    DateTimeOffset? AwaySince { get; }

    /// <summary>
    /// Lets <paramref name="decide"/> see the entries of the API after <paramref name="known"/> that are still there; none comes in
    /// between. Then what it drafted is appended. It may be asked again, so it only decides. A <see cref="LeaseLostException"/> says that
    /// the draft was to be written under a lease that is another's by now.
    /// </summary>
    Task<JournalAnswer<T>> AppendAsync<T>(
        long known, Func<ImmutableArray<JournalEntry>, JournalDecision<T>> decide, CancellationToken token);

    /// <summary>
    /// First what brings a reader who knows all up to <paramref name="from"/> (0: nothing) to the present, even when that is nothing; then
    /// what comes, as it comes. Who asks for the next has taken in the one before. A <see cref="JournalRefusedException"/> says that it
    /// can't be opened.
    /// </summary>
    IAsyncEnumerable<JournalBatch> ReadAsync(long from, CancellationToken token);

    /// <summary>The entries that <paramref name="query"/> asks for, newest first.</summary>
    Task<ImmutableArray<JournalEntry>> HistoryAsync(HistoryQuery query, CancellationToken token);

    /// <summary>Null when there is none at that position, or none any more.</summary>
    Task<JournalEntry?> FindAsync(long position, CancellationToken token);

    /// <summary>
    /// Takes some of the entries away that are not to be kept any longer, the oldest: how many. A <see cref="LeaseLostException"/> says
    /// that another process is to do that by now.
    /// </summary>
    Task<int> TrimAsync(Lease under, CancellationToken token);
}
