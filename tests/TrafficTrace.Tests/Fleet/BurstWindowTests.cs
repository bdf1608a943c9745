using Microsoft.Extensions.Time.Testing;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Reconciliation;

namespace TrafficTrace.Tests.Fleet;

internal sealed class BurstWindowTests
{
    private readonly FakeTimeProvider _time = new();
    private long _revision;

    [Test]
    public void A_change_after_quiet_is_served_at_once()
    {
        var burst = new BurstWindow(_time);
        Assert.That(Settle(burst).IsCompletedSuccessfully, Is.True);
        _time.Advance(BurstWindow.Quiet);
        Assert.That(Settle(burst).IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task A_change_on_the_heels_of_another_waits_for_quiet()
    {
        var burst = new BurstWindow(_time);
        await Settle(burst);
        var second = Settle(burst);
        Assert.That(second.IsCompleted, Is.False);
        _time.Advance(BurstWindow.Quiet);
        await second;
    }

    [Test]
    public async Task A_burst_that_does_not_end_is_served_at_the_ceiling()
    {
        var burst = new BurstWindow(_time);
        await Settle(burst);
        var settling = Settle(burst);
        for (var waited = TimeSpan.Zero; waited < BurstWindow.Ceiling; waited += BurstWindow.Quiet)
        {
            Assert.That(settling.IsCompleted, Is.False, $"after {waited}");
            _revision++;
            _time.Advance(BurstWindow.Quiet);
        }

        await settling;
    }

    private Task Settle(BurstWindow burst) => burst.SettleAsync(() => _revision, CancellationToken.None);
}
