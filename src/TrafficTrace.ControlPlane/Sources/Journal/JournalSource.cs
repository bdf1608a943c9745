using System.Runtime.CompilerServices;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Sources.Journal;

/// <summary>What the API was told, on its way into the store: writes of this process come the same way as any other.</summary>
internal sealed class JournalSource(
    IJournal journal, DefaultMesh defaultMesh, FleetStatus fleet, StartRefusal refusal, ILogger<JournalSource> log)
    : IResourceSource
{
    private long _takenIn;
    private volatile TaskCompletionSource _moved = NewSignal();

    public Origin Origin => Origin.Api;

    /// <summary>The position up to which the store has all.</summary>
    public long TakenIn => Interlocked.Read(ref _takenIn);

    public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        log.JournalKeeps(journal.Keeps);
        await using var batches = journal.ReadAsync(0, token).GetAsyncEnumerator(token);
        while (await MoveAsync(batches))
        {
            var batch = batches.Current;
            // Of a journal that nobody has written to yet, the next batch has the Mesh.
            if (batch.Position == 0 && await defaultMesh.MakeAsync(token)) continue;
            fleet.JournalGiven = batch.Position;
            yield return new(PlacedResource.Nowhere(batch.Puts), batch.Deletes);
            Move(batch.Position); // who asks for the next has put this one into the store
        }
    }

    /// <summary>Completes once the store has the entry at <paramref name="position"/>.</summary>
    public async Task WaitAsync(long position, CancellationToken token)
    {
        while (true)
        {
            // The signal first: what moves after this line completes it, what moved before is seen below.
            var moved = _moved.Task;
            if (TakenIn >= position) return;
            await moved.WaitAsync(token);
        }
    }

    private async Task<bool> MoveAsync(IAsyncEnumerator<JournalBatch> batches)
    {
        try
        {
            return await batches.MoveNextAsync();
        }
        catch (JournalRefusedException refused)
        {
            refusal.Refuse(refused.Reasons.Select(reason => new Problem(Setting.Store.Option, reason)));
            return false;
        }
    }

    private void Move(long position)
    {
        Interlocked.Exchange(ref _takenIn, position);
        fleet.JournalTaken = position;
        var signal = _moved;
        _moved = NewSignal();
        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
