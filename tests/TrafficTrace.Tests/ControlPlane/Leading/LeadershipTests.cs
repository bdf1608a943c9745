using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Leading;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.Storage;

namespace TrafficTrace.Tests.ControlPlane.Leading;

/// <summary>Processes and the store have a clock each: a process that is paused has one that stands still.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LeadershipTests : IDisposable
{
    private readonly FakeTimeProvider _clockOfStore = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeTimeProvider _otherClock = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly FakeLogCollector _log = new();
    private readonly FakeLeases _leases;
    private readonly Leadership _one;
    private readonly Leadership _other;

    public LeadershipTests()
    {
        _leases = new(_clockOfStore);
        _one = Of("one", _clock);
        _other = Of("other", _otherClock);
    }

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Test]
    public async Task One_leads_and_prolongs_its_lease()
    {
        await LeadAsync();
        for (var i = 0; i < 10; i++) await PassAsync(Leadership.Interval);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_one.Current?.Term, Is.EqualTo(1));
            Assert.That(_other.Current, Is.Null);
            Assert.That(_log.GetSnapshot().Select(line => line.Id.Id), Is.EquivalentTo(new[] { 2720, 2721 }), "each says it once");
        }
    }

    [Test]
    public async Task While_one_is_paused_the_other_takes_over_and_the_one_steps_down_when_a_write_of_it_is_refused()
    {
        await LeadAsync();
        var old = _one.Current!;
        _clockOfStore.Advance(Leadership.Lasts);
        await LookAsync("other", _otherClock);
        var newest = await _other.WaitAsync(default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(newest.Term, Is.EqualTo(old.Term + 1));
            Assert.That(_one.Current, Is.EqualTo(old), "no time has passed for it");
        }

        _one.StepDown(old);
        Assert.That(_one.Current, Is.Null);
        await LookAsync("one", _clock);
        Assert.That(_one.Current, Is.Null);
    }

    [Test]
    public async Task One_that_wakes_late_does_not_believe_that_it_leads_before_it_has_looked()
    {
        await LeadAsync();
        _leases.CutOff("one"); // so that what it looks at says nothing
        await LookAsync("one", _clock);
        Assert.That(_one.Current, Is.Not.Null);
        _clock.Advance(Leadership.Lasts - Leadership.Interval);
        Assert.That(_one.Current, Is.Null);
    }

    [Test]
    public async Task One_that_is_cut_off_leads_again_once_it_can_ask_if_nobody_else_does()
    {
        await LeadAsync();
        _leases.CutOff("one");
        for (var i = 0; i < 4; i++) await LookAsync("one", _clock);
        var leads = _one.WaitAsync(default);
        Assert.That(leads.IsCompleted, Is.False);
        _leases.Mend("one");
        await LookAsync("one", _clock);
        Assert.That((await leads).Term, Is.EqualTo(1), "nobody else had it");
    }

    [Test]
    public async Task Who_waits_is_woken_when_the_lease_turns_out_to_be_its_own_still()
    {
        await LeadAsync();
        _one.StepDown(_one.Current!);
        var leads = _one.WaitAsync(default);
        Assert.That(leads.IsCompleted, Is.False);
        await LookAsync("one", _clock);
        Assert.That((await leads).Term, Is.EqualTo(1));
    }

    [Test]
    public async Task One_that_is_told_to_stop_gives_the_lease_back_and_the_other_leads_at_its_next_look()
    {
        await LeadAsync();
        _lifetime.StopApplication();
        await _one.ExecuteTask!;
        using var third = Of("third", _otherClock, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        await third.StartAsync(default);
        Assert.That((await third.WaitAsync(default)).Term, Is.EqualTo(2));
        Assert.That(_one.Current, Is.Null);
        await third.StopAsync(default);
    }

    [Test]
    public void Where_nobody_shares_the_store_it_leads_without_asking()
    {
        using var only = new Leadership(
            new UnsharedLeases(), "only", new FirstLoad(), _lifetime, _clock, NullLogger<Leadership>.Instance);
        Assert.That(only.WaitAsync(default).IsCompletedSuccessfully, Is.True);
    }

    /// <summary>The one leads, and the other knows it.</summary>
    private async Task LeadAsync()
    {
        await _one.StartAsync(default);
        await _one.WaitAsync(default);
        await _other.StartAsync(default);
        await Until.ReachedAsync(() => _leases.Asked("other") == 1);
    }

    private async Task PassAsync(TimeSpan time)
    {
        _clockOfStore.Advance(time);
        await LookAsync("one", _clock);
        await LookAsync("other", _otherClock);
    }

    /// <summary>It looks again, maybe more than once.</summary>
    private async Task LookAsync(string instance, FakeTimeProvider clock)
    {
        var asked = _leases.Asked(instance);
        await Until.ReachedAsync(() =>
        {
            if (_leases.Asked(instance) == asked) clock.Advance(Leadership.Interval);
            return _leases.Asked(instance) > asked;
        });
    }

    private Leadership Of(string instance, FakeTimeProvider clock, ApplicationLifetime? lifetime = null)
    {
        var loaded = new FirstLoad();
        loaded.Complete();
        return new(_leases, instance, loaded, lifetime ?? _lifetime, clock, new FakeLogger<Leadership>(_log));
    }
}
