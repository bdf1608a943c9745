using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// Calls <paramref name="wake"/> whenever something happens in the folder of <paramref name="path"/>, and keeps what it was. A folder
/// that was replaced is watched anew, since the system goes on watching the old one.
/// </summary>
internal sealed class FolderEvents(string path, Action wake, ILogger log) : IDisposable
{
    private readonly Lock _gate = new();
    private FilesTouched _touched = new() { All = true };
    private FileSystemWatcher? _watcher;
    private (string Folder, FileIdentity? Identity) _watched;
    private volatile bool _failed;

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
        _watcher?.Dispose();
        _watcher = null;
    }

    private void Renew()
    {
        var told = _failed;
        try
        {
            var folder = Folder();
            if (_watcher is not null && !_failed && folder == _watched) return;
            Dispose();
            (_watched, _failed) = (folder, false);
            AnythingTouched();
            if (folder.Identity is not null) Watch(folder.Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (!told) log.NotWatched(path, failure.Message);
            _failed = true;
        }
    }

    /// <summary>Of a file, or of a folder that is away, the one above: it tells when the path is back.</summary>
    private (string Folder, FileIdentity? Identity) Folder()
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var target = new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
        return (target, Directory.Exists(target) ? FileStatus.IdentityOfFolder(target) : null);
    }

    private void Watch(string folder)
    {
        var watcher = _watcher = new FileSystemWatcher(folder);
        watcher.Changed += (_, change) => Touched(change.Name, (touched, file) => touched.Add(file));
        watcher.Deleted += (_, change) => Touched(change.Name, (touched, file) => touched.Add(file));
        watcher.Created += (_, change) => Touched(change.Name, (touched, file) => touched.AddOther(file));
        watcher.Renamed += (_, change) =>
        {
            Touched(change.OldName, (touched, file) => touched.Add(file));
            Touched(change.Name, (touched, file) => touched.AddRenamed(file));
        };
        watcher.Error += (_, error) => Failed(error.GetException());
        watcher.EnableRaisingEvents = true;
    }

    private void Touched(string? name, Action<FilesTouched, string> add)
    {
        if (IsUnfinished(name)) return;
        if (name is not null && ResourceFileName.IsOne(name) && Directory.Exists(path))
        {
            lock (_gate) add(_touched, Path.Combine(path, name));
        }
        else
        {
            // A link that others lead through, as Kubernetes swaps them, or something beside the path.
            AnythingTouched();
        }

        wake();
    }

    /// <summary>Tools write into files of such names before they give them their own.</summary>
    private static bool IsUnfinished(string? name) => name is ['.', not '.', ..];

    private void AnythingTouched()
    {
        lock (_gate) _touched = new() { All = true };
    }

    private void Failed(Exception failure)
    {
        log.NotWatched(path, failure.Message);
        _failed = true;
        wake();
    }
}
