using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Fleet.Registration;

/// <summary>
/// Keeps the rows as the registrar has them, and reads what others write. Proxies never wait for it: while the rows can't be reached, what
/// is to be written waits, and of each proxy the last counts.
/// </summary>
internal sealed class RegistrationRecorder(IRegistrations registrations, string instance, TimeProvider time, ILogger log)
{
    private const int AtOnce = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _pending = new();
    private volatile TaskCompletionSource _wake = NewSignal();
    private Dictionary<ResourceKey, Pending> _waiting = [];
    private long _known;
    private bool _isAway;

    /// <summary>All that is kept; null when it never can be read, as whoever reads the journal says.</summary>
    public async Task<RegistrationRows?> FirstAsync(CancellationToken token)
    {
        while (true)
        {
            try
            {
                var rows = await registrations.ReadAsync(instance, 0, token);
                _known = rows.Position;
                return rows;
            }
            catch (JournalRefusedException)
            {
                return null;
            }
            catch (JournalAwayException)
            {
                await Task.Delay(Pause, time, token); // the journal's reader says so
            }
        }
    }

    public void Write(IReadOnlyCollection<KeptRegistration> puts, IReadOnlyCollection<RegistrationRemoval> removals)
    {
        if (puts.Count + removals.Count == 0) return;
        lock (_pending)
        {
            foreach (var put in puts) _waiting[put.Key] = new(put, null);
            foreach (var removal in removals)
                _waiting[removal.Key] = _waiting.GetValueOrDefault(removal.Key) with { Removal = removal };
        }

        _wake.TrySetResult();
    }

    /// <summary>
    /// Ends when it is cancelled, and has written by then what it could: who came a moment before is known after a restart too.
    /// </summary>
    /// <param name="post">Has the registrar do something, in order.</param>
    /// <param name="recorded">That the row of a proxy is as it was by this claim.</param>
    /// <param name="read">What others wrote.</param>
    /// <param name="token">Ends it.</param>
    public async Task RunAsync(
        Action<Action> post, Action<ResourceKey, long> recorded, Action<RegistrationRows> read, CancellationToken token)
    {
        try
        {
            while (true) await TurnAsync(post, recorded, read, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            await WriteLastAsync();
        }
    }

    private async Task TurnAsync(
        Action<Action> post, Action<ResourceKey, long> recorded, Action<RegistrationRows> read, CancellationToken token)
    {
        var look = registrations.IsShared || _isAway ? Pause : Timeout.InfiniteTimeSpan;
        await _wake.Task.WaitAsync(look, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        token.ThrowIfCancellationRequested();
        _wake = NewSignal(); // before looking: whoever wakes from now on is seen at the next turn
        try
        {
            await WriteAsync(post, recorded, token);
            if (registrations.IsShared) await LookAsync(post, read, token);
            if (_isAway) log.RegistrationsWritten();
            _isAway = false;
        }
        catch (JournalAwayException away)
        {
            if (!_isAway) log.RegistrationsUnwritten(away.Message);
            _isAway = true;
        }
    }

    private async Task WriteLastAsync()
    {
        using var patience = new CancellationTokenSource(Pause, time);
        try
        {
            await WriteAsync(_ => { }, (_, _) => { }, patience.Token);
        }
        catch (Exception lost) when (lost is JournalAwayException or OperationCanceledException)
        {
            log.RegistrationsUnwritten(lost.Message);
        }
    }

    private async Task WriteAsync(Action<Action> post, Action<ResourceKey, long> recorded, CancellationToken token)
    {
        while (Take() is { Count: > 0 } batch)
        {
            ImmutableArray<KeptRegistration> puts = [.. batch.Values.Select(one => one.Put).OfType<KeptRegistration>()];
            try
            {
                await registrations.WriteAsync(puts, [.. batch.Values.Select(one => one.Removal).OfType<RegistrationRemoval>()], token);
            }
            catch
            {
                GiveBack(batch);
                throw;
            }

            post(() =>
            {
                foreach (var put in puts) recorded(put.Key, put.Generation);
            });
        }
    }

    private async Task LookAsync(Action<Action> post, Action<RegistrationRows> read, CancellationToken token)
    {
        var rows = await registrations.ReadAsync(instance, _known, token);
        _known = rows.Position;
        post(() => read(rows));
    }

    private Dictionary<ResourceKey, Pending> Take()
    {
        lock (_pending)
        {
            var all = _waiting;
            if (all.Count <= AtOnce) _waiting = [];
            else _waiting = all.Skip(AtOnce).ToDictionary();
            return all.Count <= AtOnce ? all : all.Take(AtOnce).ToDictionary();
        }
    }

    private void GiveBack(Dictionary<ResourceKey, Pending> batch)
    {
        lock (_pending)
        {
            foreach (var (key, one) in batch)
            {
                if (!_waiting.TryGetValue(key, out var newer)) _waiting[key] = one;
                else if (newer.Put is null) _waiting[key] = newer with { Put = one.Put };
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The removal comes after the put.</summary>
    private readonly record struct Pending(KeptRegistration? Put, RegistrationRemoval? Removal);
}
