namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// What the system says of a file or folder without opening it; links are followed. On Linux it is asked for directly: .NET tells no
/// inode, and takes the time of the last change for that of creation. All throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
internal static class FileStatus
{
    public static FileStamp Stamp(string file)
    {
        if (!OperatingSystem.IsLinux()) return Portable(file);
        var status = Statx.Of(file);
        if (status.IsFolder) throw new FileNotFoundException($"{file} is a folder");
        return new(checked((long)status.Size), status.Modified.ToDateTime(), Identity(status));
    }

    public static FileIdentity IdentityOfFolder(string folder) =>
        OperatingSystem.IsLinux() ? Identity(Statx.Of(folder)) : new(0, Directory.GetCreationTimeUtc(folder));

    private static FileIdentity Identity(Statx status) => new(status.Inode, status.Born.ToDateTime());

    private static FileStamp Portable(string file)
    {
        using var handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
        return new(RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle), new(0, File.GetCreationTimeUtc(handle)));
    }
}
