using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// Tries whether Linux lets a folder be watched. A <see cref="FileSystemWatcher"/> whose first watch is refused keeps its inotify
/// instance and its thread until the process ends, even when it is disposed of; so it is not made at all then.
/// </summary>
internal static class Inotify
{
    private const int CloseOnExec = 0x80000; // IN_CLOEXEC
    private const uint Modified = 0x2; // IN_MODIFY
    private const int TooManyInstances = 24; // EMFILE
    private const int TooManyWatches = 28; // ENOSPC

    /// <exception cref="IOException">It does not; the message says why.</exception>
    public static void Try(string folder)
    {
        using var instance = new SafeFileHandle(Instance(CloseOnExec), ownsHandle: true);
        if (instance.IsInvalid || Watch(instance, folder, Modified) < 0) throw new IOException(Reason(Marshal.GetLastPInvokeError()));
    }

    private static string Reason(int error) => error switch
    {
        TooManyInstances => "the user's inotify instances or the process's files are used up; raise fs.inotify.max_user_instances",
        TooManyWatches => "the user's inotify watches are used up; raise fs.inotify.max_user_watches",
        _ => Marshal.GetPInvokeErrorMessage(error),
    };

    [DllImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static extern int Instance(int flags);

    [DllImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true)]
    private static extern int Watch(SafeFileHandle instance, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mask);
}
