using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Sources.Journal;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>
/// Writes what the API was told: decided under the journal's lock on all that was told before, one entry of history, and done when this
/// process's store has it.
/// </summary>
internal sealed class ApiWriter(
    IJournal journal, JournalSource source, ResourceStore store, WriteAccess access, WritePreviews previews, TimeProvider time)
{
    /// <summary>Characters of all documents that the API holds: what it is told is in memory several times over.</summary>
    public const long MaxCharacters = 128 * 1024 * 1024;

    // The journal was there a moment ago; a read of it that hangs is not waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string Full =
        $"the API holds more than {MaxCharacters >> 20} Mi characters of documents, the most it takes: delete some";

    public async Task<WriteOutcome> WriteAsync(Write write, Author author, CancellationToken token)
    {
        if (!write.Puts.IsEmpty && journal.Characters > MaxCharacters)
            return new(new(null, new ApiError(StatusCodes.Status409Conflict, write.Title, Full)), null, store.Current);
        if (WriteAccess.Refusal(author.Caller, write) is { } denied) return new(new(null, denied), null, store.Current);
        var (decision, position) = await journal.AppendAsync(source.TakenIn, tail => Decide(write, author, tail), token);
        if (position is { } appended) await TakenInAsync(appended, token);
        return new(decision, position, store.Current);
    }

    private async Task TakenInAsync(long position, CancellationToken token)
    {
        try
        {
            await source.WaitAsync(position, token).WaitAsync(Patience, time, token);
        }
        catch (TimeoutException late)
        {
            throw new JournalAwayException(
                $"it is written, at position {position} of the history, and will be in force once the store is back", late);
        }
    }

    private JournalDecision<WriteDecision> Decide(Write write, Author author, IEnumerable<JournalEntry> tail)
    {
        var at = time.GetUtcNow();
        var decision = WriteRules.Decide(With(tail), write, at);
        if (decision.Plan is { } wanted && access.Refusal(author.Caller, wanted) is { } denied) decision = new(null, denied);
        if (decision.Plan is { } plan && write.IfPreview is { } token && previews.Refusal(plan, token) is { } refusal)
            decision = new(null, refusal);
        return new(
            decision,
            decision.Plan?.Changes is { IsEmpty: false } changes
                ? new(at, Origin.Api, author.Who, author.From, changes) { Under = write.Under }
                : null);
    }

    // What the store has of the tail already changes nothing once more.
    private StoreSnapshot With(IEnumerable<JournalEntry> tail) => tail.Aggregate(
        store.Current,
        (snapshot, entry) => snapshot.With(Origin.Api, PlacedResource.Nowhere(entry.Puts), entry.Deletes));
}
