namespace TrafficTrace.ControlPlane.Files;

/// <summary>
/// Calls <paramref name="wake"/> whenever something happens in the folder of <paramref name="path"/>. No event is relied on: they only
/// make looking sooner. A folder that was replaced is watched anew, since the system goes on watching the old one.
/// </summary>
internal sealed class FolderEvents(string path, Action wake, ILogger log) : IDisposable
{
    private FileSystemWatcher? _watcher;
    private (string Folder, DateTime Created) _watched;
    private volatile bool _failed;

    /// <summary>Call it before looking, so that nothing falls between.</summary>
    public void Renew()
    {
        var told = _failed;
        try
        {
            var folder = Folder();
            if (_watcher is not null && !_failed && folder == _watched) return;
            Dispose();
            (_watched, _failed) = (folder, false);
            if (Directory.Exists(folder.Folder)) Watch(folder.Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (!told) log.NotWatched(path, failure.Message);
            _failed = true;
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _watcher = null;
    }

    /// <summary>Of a file, or of a folder that is away, the one above: it tells when the path is back.</summary>
    private (string Folder, DateTime Created) Folder()
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var target = new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
        return (target, Directory.GetCreationTimeUtc(target));
    }

    private void Watch(string folder)
    {
        var watcher = _watcher = new FileSystemWatcher(folder);
        watcher.Changed += (_, _) => wake();
        watcher.Created += (_, _) => wake();
        watcher.Deleted += (_, _) => wake();
        watcher.Renamed += (_, _) => wake();
        watcher.Error += (_, error) => Failed(error.GetException());
        watcher.EnableRaisingEvents = true;
    }

    private void Failed(Exception failure)
    {
        log.NotWatched(path, failure.Message);
        _failed = true;
        wake();
    }
}
