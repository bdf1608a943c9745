using TrafficTrace.Core.Store;
using static TrafficTrace.Tests.Store.Stored;

namespace TrafficTrace.Tests.Store;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StoreSignalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ResourceStore _store = new();

    [Test]
    public void Waiting_beyond_an_old_revision_ends_at_once()
    {
        _store.Put(Policy("p"));
        Assert.That(_store.WaitBeyondAsync(0, CancellationToken.None).IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task A_change_wakes_all_that_wait()
    {
        var waiting = Enumerable.Range(0, 3).Select(_ => _store.WaitBeyondAsync(0, CancellationToken.None)).ToArray();
        Assert.That(waiting.Any(task => task.IsCompleted), Is.False);
        _store.Put(Policy("p"));
        await Task.WhenAll(waiting).WaitAsync(Patience);
    }

    [Test]
    public async Task What_changes_nothing_wakes_nobody()
    {
        _store.Put(Policy("p"));
        var waiting = _store.WaitBeyondAsync(1, CancellationToken.None);
        _store.Put(Policy("p"));
        Assert.That(waiting.IsCompleted, Is.False);
        _store.Put(Policy("q"));
        await waiting.WaitAsync(Patience);
    }

    [Test]
    public async Task Waiting_for_a_later_revision_outlasts_those_before()
    {
        var waiting = _store.WaitBeyondAsync(2, CancellationToken.None);
        _store.Put(Policy("a"));
        _store.Put(Policy("b"));
        Assert.That(waiting.IsCompleted, Is.False);
        _store.Put(Policy("c"));
        await waiting.WaitAsync(Patience);
    }

    [Test]
    public async Task Waiting_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var waiting = _store.WaitBeyondAsync(0, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => waiting);
    }

    [Test]
    public async Task No_signal_is_lost_among_racing_writers()
    {
        const int Writers = 8, Puts = 500;
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var put = 0; put < Puts; put++) _store.Put(Policy($"p{writer}", $"{put}"));
        })).ToArray();
        var reading = Enumerable.Range(0, 4).Select(_ => Task.Run(ReadToTheEndAsync)).ToArray();

        await Task.WhenAll([.. writing, .. reading]).WaitAsync(Patience);
        Assert.That(_store.Current.Default().Policies.Values.Select(policy => policy.SpecJson), Is.All.EqualTo($"{Puts - 1}"));

        // A lost signal leaves a reader waiting for a revision that is there already.
        async Task ReadToTheEndAsync()
        {
            for (var seen = 0L; seen < Writers * Puts; seen = _store.Current.Revision)
                await _store.WaitBeyondAsync(seen, CancellationToken.None);
        }
    }
}
