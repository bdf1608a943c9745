using System.IO.Enumeration;
using System.Text;
using Microsoft.Win32.SafeHandles;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// The file system. Links are followed, so a <c>..data</c> link that is swapped gives every file behind it another stamp.
/// </summary>
internal sealed class Disk : IDisk
{
    /// <summary>In bytes.</summary>
    public const int MaxLength = ResourceReader.MaxLength;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Only the folder itself: Kubernetes keeps the versions of a volume in folders beside the links.</summary>
    public FolderListing List(string path)
    {
        if (File.Exists(path)) return new([path], []);
        var files = new List<string>();
        var subfolders = new List<string>();
        foreach (var (name, isFolder) in Entries(path))
        {
            if (isFolder && !name.StartsWith('.')) subfolders.Add(Path.Combine(path, name));
            if (!isFolder && ResourceFileName.IsOne(name)) files.Add(Path.Combine(path, name));
        }

        return new(files, subfolders);
    }

    public IEnumerable<FolderEntry> Entries(string folder) => new FileSystemEnumerable<FolderEntry>(
        folder, (ref FileSystemEntry entry) => new(entry.FileName.ToString(), entry.IsDirectory), Everything);

    public FileStamp Stamp(string file) => FileStatus.Stamp(file);

    /// <summary>The stamp is that of the opened file: whatever its name is given to meanwhile.</summary>
    public FileText Read(string file)
    {
        using var opened = FileStatus.Open(file);
        var before = FileStatus.Stamp(opened, file);
        if (before.Length > MaxLength) throw TooLong();
        var text = Text(Bytes(opened, before.Length));
        return new(before, FileStatus.Stamp(opened, file) == before && Stamp(file) == before ? text : null);
    }

    public IDisposable Watch(string folder, Action<FolderEvent> happened, Action<Exception> failed) =>
        FolderWatch.Start(folder, happened, failed);

    // A file that says that it is short may be without end all the same, as some of the kernel's own are.
    private static ReadOnlySpan<byte> Bytes(SafeFileHandle file, long expected)
    {
        var bytes = new byte[expected + 1];
        var length = 0;
        while (RandomAccess.Read(file, bytes.AsSpan(length), length) is > 0 and var read)
        {
            length += read;
            if (length > MaxLength) throw TooLong();
            if (length == bytes.Length) Array.Resize(ref bytes, Math.Min(length * 2, MaxLength + 1));
        }

        return bytes.AsSpan(0, length);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xff, 0xfe, ..] => Encoding.Unicode.GetString(bytes),
        [0xfe, 0xff, ..] => Encoding.BigEndianUnicode.GetString(bytes),
        _ => Encoding.UTF8.GetString(bytes),
    };

    private static IOException TooLong() => new(ResourceReader.TooLong);
}
