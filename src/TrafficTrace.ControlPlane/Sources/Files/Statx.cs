using System.Runtime.InteropServices;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>Linux's <c>struct statx</c>, which is laid out alike on every processor; the fields used here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct Statx
{
    private const int FromWorkingFolder = -100; // AT_FDCWD
    private const uint Wanted = 0x0fff; // STATX_BASIC_STATS and STATX_BTIME
    private const int FolderBits = 0x4000; // S_IFDIR
    private const int TypeBits = 0xf000; // S_IFMT
    private const int NoSuchFile = 2; // ENOENT
    private const int NoFolder = 20; // ENOTDIR
    private const int NoAccess = 13; // EACCES

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(32)]
    public readonly ulong Inode;

    [FieldOffset(40)]
    public readonly ulong Size;

    [FieldOffset(80)]
    public readonly StatxTime Born;

    [FieldOffset(112)]
    public readonly StatxTime Modified;

    public bool IsFolder => (_mode & TypeBits) == FolderBits;

    public static Statx Of(string path)
    {
        if (Call(FromWorkingFolder, path, 0, Wanted, out var status) == 0) return status;
        var message = $"{path}: {Marshal.GetLastPInvokeErrorMessage()}";
        throw Marshal.GetLastPInvokeError() switch
        {
            NoSuchFile or NoFolder => new FileNotFoundException(message),
            NoAccess => new UnauthorizedAccessException(message),
            _ => new IOException(message),
        };
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Call(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, out Statx status);
}
