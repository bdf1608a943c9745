using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrafficTrace.ControlPlane.Resources;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Files;

/// <summary>
/// The resources of files and folders, watched. Events of the file system make it look at once, and it looks every
/// <see cref="Interval"/> anyway; each time all files are compared by their stamps, and only those that changed are read.
/// </summary>
internal sealed class ResourceFiles(IReadOnlyList<string> paths, ReaderOptions options, IDisk disk, TimeProvider time, ILogger<ResourceFiles> log) : IResourceSource
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FilesReport _report = new(log);
    private volatile FilesState _current = FilesState.Empty;
    private volatile TaskCompletionSource _wake = NewSignal();
    private bool _published;

    /// <summary>For those who show it: every file, whether it is broken, and since when.</summary>
    public FilesState Current => _current;

    /// <summary>The whole picture: once when every file has been read, then after each change.</summary>
    public async IAsyncEnumerable<ImmutableArray<Resource>> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        WatchedPath[] watched = [.. paths.Distinct(StringComparer.Ordinal).Select(path => new WatchedPath(path, disk, options))];
        FolderEvents[] events = [.. paths.Distinct(StringComparer.Ordinal).Select(path => new FolderEvents(path, Wake, log))];
        try
        {
            var loaded = false;
            while (true)
            {
                _wake = NewSignal();
                foreach (var folder in events) folder.Renew();
                var again = Look(watched);
                loaded |= again is null;
                if (loaded && Publish(watched)) yield return _current.Resources;
                await WaitAsync(again is { } soon && soon < Interval ? soon : Interval, token);
            }
        }
        finally
        {
            foreach (var folder in events) folder.Dispose();
        }
    }

    private TimeSpan? Look(WatchedPath[] watched)
    {
        var now = time.GetUtcNow();
        TimeSpan? again = null;
        foreach (var path in watched)
        {
            if (path.Look(now) is { } wait && (again is null || wait < again)) again = wait;
        }

        return again;
    }

    /// <summary>False when nothing changed. The first picture is told even when it is empty.</summary>
    private bool Publish(WatchedPath[] watched)
    {
        var next = FilesState.Of(watched.SelectMany(path => path.Files), watched.Select(path => path.Problem).OfType<Finding>());
        if (_published && next.Files.SequenceEqual(_current.Files) && next.Problems.SequenceEqual(_current.Problems)) return false;

        _published = true;
        _report.Say(_current, next);
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
