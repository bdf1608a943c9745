using System.Collections.Immutable;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// One file or folder that was named at the start. Single files of a folder may go; a folder that is away, unreadable or
/// without any file is taken for an accident (an unmounted volume, an unfinished copy), and all that it held stays.
/// </summary>
internal sealed class WatchedPath(string path, IDisk disk, ReaderOptions options, LargeReads large)
{
    /// <summary>Who waits for a large file is woken when it has been read.</summary>
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, WatchedFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _waits = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private WatchedFile? _large;
    private bool _started;

    /// <summary>Why nothing can be known of it at present; null when all is well.</summary>
    public Finding? Problem { get; private set; }

    public string Path => path;

    /// <summary>Folders in it, which are not looked into; by path.</summary>
    public ImmutableArray<string> Subfolders { get; private set; } = [];

    public IEnumerable<FileState> Files => _files.Values.Select(file => file.State).OfType<FileState>();

    public FileState? StateOf(string file) => _files.GetValueOrDefault(file)?.State;

    /// <summary>Files whose state may be another than when this was called last.</summary>
    public string[] TakeChanged()
    {
        string[] changed = [.. _changed];
        _changed.Clear();
        return changed;
    }

    /// <summary>
    /// Looks at the files that were touched and those that are not at rest, or at all of them, and reads those that changed. Returns how
    /// long until one has to be looked at again, null when all are at rest.
    /// </summary>
    public TimeSpan? Look(DateTimeOffset now, FilesTouched touched, bool all)
    {
        TakeLarge(now);
        string[] some = [.. touched.Files.Union(_waits.Keys, StringComparer.Ordinal)];
        _waits.Clear();
        // One that is not there may mean that the folder isn't: only the whole tells.
        if (all || touched.All || Problem is not null || LookAt(some, touched, now).Count < some.Length) LookAtAll(touched, now);

        TimeSpan? again = _waits.Count == 0 ? null : _waits.Values.Min();
        _started |= again is null;
        return again;
    }

    private void LookAtAll(FilesTouched touched, DateTimeOffset now)
    {
        var present = Present(touched, now);
        foreach (var file in _files.Values.Where(file => !present.Contains(file.Path)).ToArray())
        {
            if (Problem is not null) file.Kept();
            else if (file.LookMissing(now) is { } wait) _waits[file.Path] = wait;
            else Remove(file.Path);
        }
    }

    private HashSet<string> Present(FilesTouched touched, DateTimeOffset now)
    {
        try
        {
            var (files, subfolders) = disk.List(path);
            Subfolders = [.. subfolders.Order(StringComparer.Ordinal)];
            var present = LookAt(files, touched, now);
            Problem = present.Count == 0 ? Kept($"holds no resource file ({ResourceFileName.Patterns})") : null;
            return present;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            Problem = Kept("is not there");
        }
        catch (Exception failure)
        {
            Problem = Kept($"cannot be read ({failure.Message})");
        }

        return [];
    }

    /// <summary>Returns those that are there. One behind a link that leads nowhere is not.</summary>
    private HashSet<string> LookAt(IEnumerable<string> paths, FilesTouched touched, DateTimeOffset now)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        var due = new List<(WatchedFile File, long Length)>();
        foreach (var path in paths)
        {
            try
            {
                var stamp = disk.Stamp(path);
                var file = FileAt(path);
                if (large.IsReading(file)) _waits[path] = Reading;
                else if (file.Look(stamp, touched.IsMovedOver(path), now) is not { } wait) _waits.Remove(path);
                else if (wait > TimeSpan.Zero) _waits[path] = wait;
                else due.Add((file, stamp.Length));
            }
            catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
            {
                continue;
            }
            catch (Exception failure)
            {
                FileAt(path).Unreadable(failure.Message, now);
                _changed.Add(path);
            }

            present.Add(path);
        }

        Read(due, now);
        return present;
    }

    private void Read(List<(WatchedFile File, long Length)> due, DateTimeOffset now)
    {
        WatchedFile[] small = [.. due.Where(read => read.Length <= LargeReads.Large).Select(read => read.File)];
        Parallel.ForEach(small, file => file.Take(file.Reading(), now));
        foreach (var file in small)
        {
            _changed.Add(file.Path);
            if (file.IsRestless) _waits[file.Path] = FileRest.Quiet;
        }

        foreach (var (file, _) in due.Where(read => read.Length > LargeReads.Large))
        {
            if (large.TryBegin(file)) _large = file;
            _waits[file.Path] = Reading;
        }
    }

    /// <summary>A large file that has been read since is looked at again: it may have changed meanwhile, or be gone.</summary>
    private void TakeLarge(DateTimeOffset now)
    {
        large.Take(now);
        if (_large is not { } file || large.IsReading(file)) return;
        _large = null;
        _changed.Add(file.Path);
        if (_files.ContainsKey(file.Path) && file.WasRead) _waits[file.Path] = TimeSpan.Zero;
        else _waits.Remove(file.Path);
    }

    private WatchedFile FileAt(string path)
    {
        if (!_files.TryGetValue(path, out var file)) _files.Add(path, file = new(path, disk, options, atStart: !_started));
        return file;
    }

    private void Remove(string path)
    {
        _files.Remove(path);
        _changed.Add(path);
    }

    private Finding Kept(string what)
    {
        const string All = "all that it held stays in force until it is back (to take everything away, leave a file with only a comment)";
        return new(path, 0, "", "", _files.Count == 0 ? $"{what}; nothing is served from it" : $"{what}; {All}");
    }
}
