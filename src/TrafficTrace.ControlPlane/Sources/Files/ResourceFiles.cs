using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// The resources of files and folders, watched. Events of the file system make it look at once at what they name, and every
/// <see cref="Interval"/> it looks at all; files are compared by their stamps, and only those that changed are read.
/// </summary>
internal sealed class ResourceFiles(
    IReadOnlyList<string> paths, ReaderOptions options, IDisk disk, TimeProvider time, ILogger<ResourceFiles> log) : IResourceSource
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FilesReport _report = new(log);
    private readonly Definitions _definitions = new();
    private volatile FilesState _current = FilesState.Empty;
    private volatile TaskCompletionSource _wake = NewSignal();
    private WatchedPath[] _watched = [];
    private FolderEvents[] _events = [];
    private Task<TimeSpan?>? _first;
    private DateTimeOffset _allLookedAt;
    private bool _published;

    /// <summary>For those who show it: every file, whether it is broken, and since when.</summary>
    public FilesState Current => _current;

    /// <summary>Begins to look at the files, on another thread: there is a lot to do at the start beside it.</summary>
    public void Begin() => _first = Task.Run(LookFirst);

    public Origin Origin => Origin.File;

    public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        try
        {
            var again = _first is null ? LookFirst() : await _first;
            var loaded = false;
            while (true)
            {
                loaded |= again is null;
                if (loaded && Publish()) yield return _definitions.TakeChanges();
                await WaitAsync(again is { } soon && soon < Interval ? soon : Interval, token);
                again = Look();
            }
        }
        finally
        {
            foreach (var folder in _events) folder.Dispose();
        }
    }

    private TimeSpan? LookFirst()
    {
        string[] distinct = [.. paths.Distinct(StringComparer.Ordinal)];
        var large = new LargeReads(Wake);
        _watched = [.. distinct.Select(path => new WatchedPath(path, disk, options, large))];
        _events = [.. distinct.Select(path => new FolderEvents(path, disk, Wake, time, log))];
        return Look();
    }

    private TimeSpan? Look()
    {
        _wake = NewSignal();
        FilesTouched[] touched = [.. _events.Select(folder => folder.Take())];
        var now = time.GetUtcNow();
        var all = now - _allLookedAt >= Interval;
        if (all) _allLookedAt = now;
        TimeSpan? again = null;
        foreach (var (path, files) in _watched.Zip(touched))
        {
            if (path.Look(now, files, all) is { } wait && (again is null || wait < again)) again = wait;
        }

        return again;
    }

    /// <summary>False when nothing changed. The first state is told even when it is empty.</summary>
    private bool Publish()
    {
        var changed = new List<string>();
        var next = _current;
        foreach (var file in _watched.SelectMany(path => path.TakeChanged()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            // Two paths may lead to one file.
            var state = _watched.Select(path => path.StateOf(file)).FirstOrDefault(state => state is not null);
            var before = _current.Files.GetValueOrDefault(file);
            if (ReferenceEquals(state, before)) continue;
            changed.Add(file);
            next = next.With(file, state);
            _definitions.Replace(file, before?.Resources ?? [], state?.Resources ?? []);
        }

        next = next with
        {
            Problems = [.. _watched.Select(path => path.Problem).OfType<Finding>()],
            Unread = [.. Unread()],
            Conflicts = changed.Count == 0 ? _current.Conflicts : _definitions.Conflicts,
        };
        if (_published && changed.Count == 0
            && next.Problems.SequenceEqual(_current.Problems) && next.Unread.SequenceEqual(_current.Unread))
            return false;

        _published = true;
        _report.Say(_current, next, changed);
        _current = next;
        return true;
    }

    /// <summary>Subfolders that are not watched themselves.</summary>
    private IEnumerable<Finding> Unread()
    {
        foreach (var path in _watched)
        {
            string[] names =
            [
                .. path.Subfolders.Select(Path.GetFullPath).Except(paths.Select(Path.GetFullPath))
                    .Select(folder => Path.GetFileName(folder)!),
            ];
            if (names.Length == 0) continue;
            yield return new(
                path.Path,
                0,
                "",
                "",
                $"its subfolders are not read ({Some.Names(names)}); give each with --resources whose files are meant");
        }
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken token)
    {
        await _wake.Task.WaitAsync(atMost, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        token.ThrowIfCancellationRequested();
    }

    private void Wake() => _wake.TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
