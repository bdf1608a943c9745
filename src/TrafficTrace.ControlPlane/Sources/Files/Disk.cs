using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>The file system. Links are followed, so a <c>..data</c> link that is swapped gives every file behind it another stamp.</summary>
internal sealed class Disk : IDisk
{
    /// <summary>Only the folder itself: Kubernetes keeps the versions of a volume in folders beside the links.</summary>
    public IReadOnlyList<string> List(string path)
    {
        if (File.Exists(path)) return [path];
        return [.. Directory.EnumerateFiles(path).Where(ResourceFileName.IsOne)];
    }

    public FileStamp Stamp(string file) => FileStatus.Stamp(file);

    public FileText Read(string file)
    {
        var before = Stamp(file);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return new(before, Stamp(file) == before ? text : null);
    }
}
