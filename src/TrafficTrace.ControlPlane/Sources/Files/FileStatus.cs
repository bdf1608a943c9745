using Microsoft.Win32.SafeHandles;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// What the system says of a file or folder without opening it; links are followed. On Linux it is asked for directly: .NET tells no
/// inode, no kind, and takes the time of the last change for that of creation. All throw <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.
/// </summary>
internal static class FileStatus
{
    public static FileStamp Stamp(string file) => OperatingSystem.IsLinux() ? Stamp(Statx.Of(file), file) : Portable(file);

    public static FileStamp Stamp(SafeFileHandle opened, string file) =>
        OperatingSystem.IsLinux() ? Stamp(Statx.Of(opened, file), file) : Portable(opened);

    public static FileIdentity IdentityOfFolder(string folder) =>
        OperatingSystem.IsLinux() ? Identity(Statx.Of(folder)) : new(0, Directory.GetCreationTimeUtc(folder));

    /// <summary>Opens a regular file for reading. Does not wait for the other end of a pipe that was given its name just now.</summary>
    public static SafeFileHandle Open(string file)
    {
        _ = Stamp(file); // opening a device may do something
        return OperatingSystem.IsLinux() ? Statx.Open(file) : File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
    }

    private static FileStamp Stamp(Statx status, string file) => status.Kind switch
    {
        FileKind.Regular => new(checked((long)status.Size), status.Modified.ToDateTime(), Identity(status)),
        FileKind.Folder => throw new FileNotFoundException($"{file} is a folder"),
        FileKind.Pipe => throw NotRegular("a named pipe"),
        FileKind.Socket => throw NotRegular("a socket"),
        _ => throw NotRegular("a device"),
    };

    private static IOException NotRegular(string what) => new($"it is {what}, and only regular files are read");

    private static FileIdentity Identity(Statx status) => new(status.Inode, status.Born.ToDateTime());

    private static FileStamp Portable(string file)
    {
        using var handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
        return Portable(handle);
    }

    private static FileStamp Portable(SafeFileHandle handle) =>
        new(RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle), new(0, File.GetCreationTimeUtc(handle)));
}
