using System.Collections.Concurrent;
using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.Tests.Files;

/// <summary>The real file system; counts what is read, and refuses what a test wants refused (which a test that runs as root cannot do by modes).</summary>
internal sealed class WatchedDisk : IDisk
{
    private readonly Disk _disk = new();

    public ConcurrentBag<string> Reads { get; } = [];

    public HashSet<string> Refused { get; } = [];

    public IReadOnlyList<string> List(string path) => _disk.List(Allowed(path));

    public FileStamp Stamp(string file) => _disk.Stamp(Allowed(file));

    public FileText Read(string file)
    {
        Reads.Add(Path.GetFileName(file));
        return _disk.Read(Allowed(file));
    }

    private string Allowed(string path) => Refused.Contains(path) ? throw new UnauthorizedAccessException("access is denied") : path;
}
