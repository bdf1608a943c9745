using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// Calls <paramref name="wake"/> whenever something happens in the folder of <paramref name="path"/>, and keeps what it was. A folder
/// that was replaced is watched anew, since the system goes on watching the old one; and so is one whose watch failed, after a pause.
/// </summary>
internal sealed class FolderEvents(string path, IDisk disk, Action wake, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>From one failed watch to the next; twice as long each time.</summary>
    public static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private FilesTouched _touched = new() { All = true };
    private IDisposable? _watch;
    private Exception? _failure; // told by the watch on its own thread
    private (string Folder, FileIdentity? Identity) _watched;
    private DateTimeOffset _watchedSince;
    private DateTimeOffset? _again; // when to try again; null while all is well
    private TimeSpan _pause;

    /// <summary>What was touched since the last call. Call it before looking, so that nothing falls between.</summary>
    public FilesTouched Take()
    {
        Renew();
        lock (_gate)
        {
            var touched = _touched;
            _touched = new();
            return touched;
        }
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _watch = null;
    }

    private void Renew()
    {
        var now = time.GetUtcNow();
        if (Interlocked.Exchange(ref _failure, null) is { } told) GiveUp(told, now);
        try
        {
            var folder = Folder();
            if (folder != _watched || now >= _again) Watch(folder, now);
        }
        catch (Exception failure)
        {
            GiveUp(failure, now);
        }
    }

    private void Watch((string Folder, FileIdentity? Identity) folder, DateTimeOffset now)
    {
        Dispose();
        (_watched, _watchedSince) = (folder, now);
        AnythingTouched();
        if (folder.Identity is not null) _watch = disk.Watch(folder.Folder, Happened, Failed);
        if (_watch is null) return;
        if (_again is not null) log.WatchedAgain(path);
        _again = null;
    }

    /// <summary>Until the next try, only looking tells of changes.</summary>
    private void GiveUp(Exception failure, DateTimeOffset now)
    {
        Dispose();
        AnythingTouched();
        if (now < _again) return;
        if (_again is null) log.NotWatched(path, failure.Message);
        var isFirst = _pause == TimeSpan.Zero || now - _watchedSince > LongestPause;
        _pause = isFirst ? ShortestPause : TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
        _again = now + _pause;
    }

    /// <summary>Of a file, or of a folder that is away, the one above: it tells when the path is back.</summary>
    private (string Folder, FileIdentity? Identity) Folder()
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var target = new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
        return (target, Directory.Exists(target) ? FileStatus.IdentityOfFolder(target) : null);
    }

    private void Happened(FolderEvent happened)
    {
        var (name, kind) = happened;
        if (IsUnfinished(name)) return;
        if (name is not null && ResourceFileName.IsOne(name) && Directory.Exists(path)) Touched(Path.Combine(path, name), kind);
        else AnythingTouched(); // a link that others lead through, as Kubernetes swaps them, or something beside the path
        wake();
    }

    private void Touched(string file, FolderEventKind kind)
    {
        lock (_gate)
        {
            if (kind == FolderEventKind.Touched) _touched.Add(file);
            else if (kind == FolderEventKind.Created) _touched.AddOther(file);
            else _touched.AddRenamed(file);
        }
    }

    /// <summary>Tools write into files of such names before they give them their own.</summary>
    private static bool IsUnfinished(string? name) => name is ['.', not '.', ..];

    private void AnythingTouched()
    {
        lock (_gate) _touched = new() { All = true };
    }

    private void Failed(Exception failure)
    {
        Interlocked.Exchange(ref _failure, failure);
        wake();
    }
}
