namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>The events of the system for one folder.</summary>
internal static class FolderWatch
{
    public static FileSystemWatcher Start(string folder, Action<FolderEvent> happened, Action<Exception> failed)
    {
        if (OperatingSystem.IsLinux()) Inotify.Try(folder);
        var watcher = new FileSystemWatcher(folder);
        watcher.Changed += (_, change) => happened(new(change.Name, FolderEventKind.Touched));
        watcher.Deleted += (_, change) => happened(new(change.Name, FolderEventKind.Touched));
        watcher.Created += (_, change) => happened(new(change.Name, FolderEventKind.Created));
        watcher.Renamed += (_, change) =>
        {
            happened(new(change.OldName, FolderEventKind.Touched));
            happened(new(change.Name, FolderEventKind.Renamed));
        };
        watcher.Error += (_, error) => failed(error.GetException());
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }
    }
}
