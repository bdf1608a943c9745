using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrafficTrace.ControlPlane.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Files;

/// <summary>
/// The resources of files and folders, watched. Events of the file system make it look at once at what they name, and every
/// <see cref="Interval"/> it looks at all; files are compared by their stamps, and only those that changed are read.
/// </summary>
internal sealed class ResourceFiles(IReadOnlyList<string> paths, ReaderOptions options, IDisk disk, TimeProvider time, ILogger<ResourceFiles> log) : IResourceSource
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FilesReport _report = new(log);
    private readonly Definitions _definitions = new();
    private volatile FilesState _current = FilesState.Empty;
    private volatile TaskCompletionSource _wake = NewSignal();
    private DateTimeOffset _allLookedAt;
    private bool _published;

    /// <summary>For those who show it: every file, whether it is broken, and since when.</summary>
    public FilesState Current => _current;

    public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        WatchedPath[] watched = [.. paths.Distinct(StringComparer.Ordinal).Select(path => new WatchedPath(path, disk, options))];
        FolderEvents[] events = [.. paths.Distinct(StringComparer.Ordinal).Select(path => new FolderEvents(path, Wake, log))];
        try
        {
            var loaded = false;
            while (true)
            {
                _wake = NewSignal();
                var again = Look(watched, [.. events.Select(folder => folder.Take())]);
                loaded |= again is null;
                if (loaded && Publish(watched)) yield return _definitions.TakeChanges();
                await WaitAsync(again is { } soon && soon < Interval ? soon : Interval, token);
            }
        }
        finally
        {
            foreach (var folder in events) folder.Dispose();
        }
    }

    private TimeSpan? Look(WatchedPath[] watched, FilesTouched[] touched)
    {
        var now = time.GetUtcNow();
        var all = now - _allLookedAt >= Interval;
        if (all) _allLookedAt = now;
        TimeSpan? again = null;
        foreach (var (path, files) in watched.Zip(touched))
        {
            if (path.Look(now, files, all) is { } wait && (again is null || wait < again)) again = wait;
        }

        return again;
    }

    /// <summary>False when nothing changed. The first state is told even when it is empty.</summary>
    private bool Publish(WatchedPath[] watched)
    {
        var changed = new List<string>();
        var next = _current;
        foreach (var file in watched.SelectMany(path => path.TakeChanged()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            // Two paths may lead to one file.
            var state = watched.Select(path => path.StateOf(file)).FirstOrDefault(state => state is not null);
            var before = _current.Files.GetValueOrDefault(file);
            if (ReferenceEquals(state, before)) continue;
            changed.Add(file);
            next = next.With(file, state);
            _definitions.Replace(file, before?.Resources ?? [], state?.Resources ?? []);
        }

        next = next with { Problems = [.. watched.Select(path => path.Problem).OfType<Finding>()], Conflicts = _definitions.Conflicts };
        if (_published && changed.Count == 0 && next.Problems.SequenceEqual(_current.Problems)) return false;

        _published = true;
        _report.Say(_current, next, changed);
        _current = next;
        return true;
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken token)
    {
        await _wake.Task.WaitAsync(atMost, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        token.ThrowIfCancellationRequested();
    }

    private void Wake() => _wake.TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
