using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>Linux's <c>struct statx</c>, which is laid out alike on every processor; the fields used here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct Statx
{
    private const int FromWorkingFolder = -100; // AT_FDCWD
    private const uint Wanted = 0x0fff; // STATX_BASIC_STATS and STATX_BTIME
    private const int FileItself = 0x1000; // AT_EMPTY_PATH
    private const int NoWaiting = 0x80800; // O_RDONLY, O_NONBLOCK, O_CLOEXEC
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

    public FileKind Kind => (FileKind)(_mode & TypeBits);

    public static Statx Of(string path) => Call(FromWorkingFolder, path, 0, Wanted, out var status) == 0 ? status : throw Failure(path);

    public static Statx Of(SafeFileHandle opened, string path) =>
        Call(opened, "", FileItself, Wanted, out var status) == 0 ? status : throw Failure(path);

    /// <summary>.NET's own way to open waits until somebody writes into a pipe.</summary>
    public static SafeFileHandle Open(string path)
    {
        var opened = Call(path, NoWaiting);
        return opened >= 0 ? new(opened, ownsHandle: true) : throw Failure(path);
    }

    private static Exception Failure(string path)
    {
        var message = $"{path}: {Marshal.GetLastPInvokeErrorMessage()}";
        return Marshal.GetLastPInvokeError() switch
        {
            NoSuchFile or NoFolder => new FileNotFoundException(message),
            NoAccess => new UnauthorizedAccessException(message),
            _ => new IOException(message),
        };
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Call(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, out Statx status);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Call(
        SafeFileHandle opened, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, out Statx status);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Call([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
