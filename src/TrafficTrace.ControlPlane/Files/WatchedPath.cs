using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Files;

/// <summary>
/// One file or folder that was named at the start. Single files of a folder may go; a folder that is away, unreadable or
/// without any file is taken for an accident (an unmounted volume, an unfinished copy), and all that it held stays.
/// </summary>
internal sealed class WatchedPath(string path, IDisk disk, ReaderOptions options)
{
    private readonly SortedDictionary<string, WatchedFile> _files = new(StringComparer.Ordinal);
    private bool _started;

    public IEnumerable<FileState> Files => _files.Values.Select(file => file.State).OfType<FileState>();

    /// <summary>Why nothing can be known of it at present; null when all is well.</summary>
    public Finding? Problem { get; private set; }

    /// <summary>Looks at every file, and reads those that changed. Returns how long until one has to be looked at again, null when all are at rest.</summary>
    public TimeSpan? Look(DateTimeOffset now)
    {
        var present = Present(now, out var waits);
        if (Problem is null) waits.AddRange(Missing(present, now));
        else foreach (var file in _files.Values) file.Kept();

        TimeSpan? again = waits.Count == 0 ? null : waits.Min();
        _started |= again is null;
        return again;
    }

    private HashSet<string> Present(DateTimeOffset now, out List<TimeSpan> waits)
    {
        waits = [];
        var present = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var file in disk.List(path))
            {
                if (!Look(file, now, waits)) continue;
                present.Add(file);
            }

            Problem = present.Count == 0 ? Kept($"holds no resource file ({ResourceFileName.Patterns})") : null;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            Problem = Kept("is not there");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Problem = Kept($"cannot be read ({failure.Message})");
        }

        return present;
    }

    /// <summary>False when the file is not there, as behind a link that leads nowhere.</summary>
    private bool Look(string path, DateTimeOffset now, List<TimeSpan> waits)
    {
        try
        {
            var stamp = disk.Stamp(path);
            if (!_files.TryGetValue(path, out var file)) _files.Add(path, file = new(path, disk, options, atStart: !_started));
            if (file.Look(stamp, now) is { } wait) waits.Add(wait);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_files.TryGetValue(path, out var file)) _files.Add(path, file = new(path, disk, options, atStart: !_started));
            file.Unreadable(failure.Message, now);
        }

        return true;
    }

    private IEnumerable<TimeSpan> Missing(HashSet<string> present, DateTimeOffset now)
    {
        foreach (var (path, file) in _files.Where(file => !present.Contains(file.Key)).ToArray())
        {
            if (file.LookMissing(now) is { } wait) yield return wait;
            else _files.Remove(path);
        }
    }

    private Finding Kept(string what) => new(
        path, 0, "", "", _files.Count == 0 ? $"{what}; nothing is served from it" : $"{what}; all that it held stays in force until it is back (to take everything away, leave a file with only a comment)");
}
