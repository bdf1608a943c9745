using System.Collections.Concurrent;
using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.Tests.Files;

/// <summary>
/// The real file system, whose events are told by the test: the system has few watches to give. Counts what is read, and refuses what a
/// test wants refused (which a test that runs as root cannot do by modes).
/// </summary>
internal sealed class WatchedDisk : IDisk, IDisposable
{
    private readonly Disk _disk = new();
    private readonly ConcurrentDictionary<string, ManualResetEventSlim> _held = [];

    public ConcurrentBag<string> Reads { get; } = [];

    public HashSet<string> Refused { get; } = [];

    /// <summary>Path → what reading it ends in.</summary>
    public Dictionary<string, Exception> Faults { get; } = [];

    /// <summary>Reading that file takes until the result is set.</summary>
    public ManualResetEventSlim Hold(string file) => _held.GetOrAdd(file, _ => new());

    /// <summary>Why no folder can be watched; null when it can.</summary>
    public Exception? NoWatch { get; set; }

    /// <summary>How often somebody wanted to watch a folder.</summary>
    public int WatchesWanted { get; private set; }

    /// <summary>How many of them are not disposed of.</summary>
    public int WatchesOpen { get; private set; }

    public Action<FolderEvent> Happened { get; private set; } = _ => { };

    public Action<Exception> Failed { get; private set; } = _ => { };

    public FolderListing List(string path) => _disk.List(Allowed(path));

    public IEnumerable<FolderEntry> Entries(string folder) => _disk.Entries(Allowed(folder));

    public FileStamp Stamp(string file) => _disk.Stamp(Allowed(file));

    public FileText Read(string file)
    {
        Reads.Add(Path.GetFileName(file));
        if (_held.TryGetValue(file, out var held)) held.Wait();
        if (Faults.TryGetValue(file, out var fault)) throw fault;
        return _disk.Read(Allowed(file));
    }

    public IDisposable Watch(string folder, Action<FolderEvent> happened, Action<Exception> failed)
    {
        WatchesWanted++;
        if (NoWatch is not null) throw NoWatch;
        WatchesOpen++;
        (Happened, Failed) = (happened, failed);
        return new Open(() => WatchesOpen--);
    }

    /// <summary>Lets go of what is held: a test that failed must not leave a thread behind.</summary>
    public void Dispose()
    {
        foreach (var held in _held.Values) held.Set();
    }

    private string Allowed(string path) => Refused.Contains(path) ? throw new UnauthorizedAccessException("access is denied") : path;

    private sealed class Open(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
