using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Access;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Access.Keys;

/// <summary>Takes in what others do with keys and revocations. While their store is away those that are known stay in force.</summary>
internal sealed class KeyringLoop(IKeyring keyring, StartRefusal refusal, TimeProvider time, ILogger<KeyringLoop> log)
    : BackgroundService
{
    /// <summary>A revocation is to end streams within a second, wherever it was written.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _told;

    /// <summary>Completes when keys were read for the first time.</summary>
    public Task Loaded => _loaded.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            await keyring.RefreshAsync(stopping);
            _told = null;
            _loaded.TrySetResult();
        }
        catch (KeysSealedException closed) when (!Loaded.IsCompleted)
        {
            refusal.Refuse([new Problem(Setting.SecretsKeyFile.Option, closed.Message)]);
        }
        catch (KeysSealedException closed)
        {
            if (_told != closed.Message) log.KeysSealed(closed.Message);
            _told = closed.Message;
        }
        catch (Exception away) when (away is JournalAwayException or JournalRefusedException)
        {
            // The journal, which is in the same place, tells of it.
        }
    }
}
