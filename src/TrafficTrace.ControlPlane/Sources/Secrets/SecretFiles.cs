using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Secrets;

/// <summary>
/// Keeps the store's secrets as the files of a folder say. The only one who writes them. They are there before the first document is: a
/// restart would take them from proxies otherwise. Events make it look at once, and every <see cref="ResourceFiles.Interval"/> it looks
/// anyway.
/// </summary>
/// <param name="path">The folder; null where there is none, and so no secret.</param>
internal sealed class SecretFiles(string? path, IDisk disk, ResourceStore store, TimeProvider time, ILogger<SecretFiles> log)
    : BackgroundService
{
    private readonly SecretFolder? _folder = path is null ? null : new(path, disk);
    private readonly Dictionary<string, FolderEvents> _events = new(StringComparer.Ordinal);
    private volatile SecretsState _current = SecretsState.Empty;
    private volatile TaskCompletionSource _wake = NewSignal();
    private TimeSpan _wait;

    /// <summary>For those who show what is wrong with them.</summary>
    public SecretsState Current => _current;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (_folder is null) store.SetFacts(SecretValues.None);
        else _wait = Look(_folder);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_folder is null) return;
        try
        {
            while (true)
            {
                await _wake.Task.WaitAsync(_wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stoppingToken.ThrowIfCancellationRequested();
                _wait = Look(_folder);
            }
        }
        finally
        {
            foreach (var folder in _events.Values) folder.Dispose();
        }
    }

    /// <summary>Returns how long until it is to look again, if nothing happens before.</summary>
    private TimeSpan Look(SecretFolder folder)
    {
        _wake = NewSignal();
        Watch(path!);
        foreach (var events in _events.Values) events.Take();
        var again = folder.Look(time.GetUtcNow()) ?? ResourceFiles.Interval;
        SecretsReport.Say(log, _current, folder.State);
        _current = folder.State;
        store.SetFacts(_current.Values);
        return WatchMeshes(folder) ? TimeSpan.Zero : again;
    }

    /// <summary>True when one is watched that was not: what happened to it before is to be looked for.</summary>
    private bool WatchMeshes(SecretFolder folder)
    {
        string[] meshes = [.. folder.Meshes.Select(mesh => Path.Combine(path!, mesh))];
        foreach (var gone in _events.Keys.Except(meshes.Append(path!)).ToArray())
        {
            _events[gone].Dispose();
            _events.Remove(gone);
        }

        var isNew = false;
        foreach (var mesh in meshes) isNew |= Watch(mesh);
        return isNew;
    }

    private bool Watch(string folder)
    {
        if (_events.ContainsKey(folder)) return false;
        var events = _events[folder] = new(folder, disk, Wake, time, log);
        events.Take();
        return true;
    }

    private void Wake() => _wake.TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
