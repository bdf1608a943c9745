using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Leading;

/// <summary>
/// Whether this process does what one of those that share a store is to do. It asks for the lease, prolongs it, and gives it back when it
/// is told to stop; where nobody shares the store it leads, and asks nobody.
/// </summary>
/// <param name="leases">Who has it.</param>
/// <param name="instance">This process.</param>
/// <param name="firstLoad">Before it nobody leads who does not know what there is.</param>
/// <param name="lifetime">Tells when to stop.</param>
/// <param name="time">The clock, of which the time of day does not matter.</param>
/// <param name="log">Gets who leads.</param>
internal sealed class Leadership(
    ILeases leases, string instance, FirstLoad firstLoad, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Leadership> log)
    : BackgroundService
{
    /// <summary>So long after a leader was seen last another one may take its place.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(15);

    /// <summary>How often the leader prolongs its lease, and each other process asks for it.</summary>
    public static readonly TimeSpan Interval = Lasts / 3;

    private const string Name = "controllers";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lease _own = new(Name, 0);
    private volatile Term? _term;
    private volatile TaskCompletionSource _led = NewSignal();
    private HeldLease? _told;

    /// <summary>Under which whoever does so writes; null while another process may lead.</summary>
    public Lease? Current => leases.IsShared ? (_term is { } term && time.GetElapsedTime(term.Since) < Lasts ? term.Lease : null) : _own;

    /// <summary>Completes when this process leads.</summary>
    public async Task<Lease> WaitAsync(CancellationToken token)
    {
        while (true)
        {
            var led = _led.Task; // before looking: whatever comes from now on completes it
            if (Current is { } lease) return lease;
            await led.WaitAsync(token);
        }
    }

    /// <summary>A write under this lease was refused: another process leads, and who that is, is asked in a while.</summary>
    public void StepDown(Lease refused)
    {
        if (_term?.Lease == refused) _term = null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!leases.IsShared) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await firstLoad.Done.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stop.IsCancellationRequested)
        {
            await LookAsync(stop.Token);
            await Task.Delay(Interval, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await GiveBackAsync();
    }

    private async Task LookAsync(CancellationToken token)
    {
        var since = time.GetTimestamp(); // the store counts from a later moment
        try
        {
            Tell(await leases.TakeAsync(Name, instance, Lasts, token), since);
        }
        catch (Exception unknown) when (unknown is JournalAwayException or JournalRefusedException or OperationCanceledException)
        {
            if (_term is not { } term || Current is not null) return;
            log.LeadsNoMore(term.Lease.Term, unknown.Message);
            (_term, _told) = (null, null);
        }
    }

    private void Tell(HeldLease held, long since)
    {
        var isOwn = held.Holder == instance;
        _term = isOwn ? new(held.Lease, since) : null;
        if (isOwn) Interlocked.Exchange(ref _led, NewSignal()).SetResult();
        if (held == _told) return;
        if (isOwn) log.Leads(held.Lease.Term);
        else log.AnotherLeads(held.Holder, held.Lease.Term);
        _told = held;
    }

    private async Task GiveBackAsync()
    {
        if (_term is not { } term) return;
        _term = null;
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await leases.GiveBackAsync(new(term.Lease, instance), patience.Token);
        }
        catch (Exception unheard) when (unheard is JournalAwayException or OperationCanceledException)
        {
            // It is over in a while.
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Term(Lease Lease, long Since);
}
