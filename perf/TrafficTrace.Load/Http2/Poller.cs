using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TrafficTrace.Load.Http2;

/// <summary>
/// Linux epoll, level-triggered. One thread waits for all connections: no thread pool, no callbacks and no buffer per
/// waiting connection, so that the tool takes as little as possible of the cores that it shares with the server.
/// </summary>
internal sealed partial class Poller : IDisposable
{
    private const int Capacity = 512;
    private const uint Readable = 0x1;
    private const uint Writable = 0x4;

    // The kernel packs the structure on x86-64 and nowhere else.
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly int _epoll = Check(EpollCreate(0));
    private readonly byte[] _events = new byte[Capacity * 16];

    private enum Operation
    {
        Add = 1,
        Modify = 3,
    }

    /// <summary>
    /// Watches a socket for input. <paramref name="token"/> is what <see cref="Token"/> tells; a closed socket leaves by itself.
    /// </summary>
    public void Add(Socket socket, int token) => Control(Operation.Add, socket, token, Readable);

    public void WatchWrites(Socket socket, int token, bool writes) =>
        Control(Operation.Modify, socket, token, writes ? Readable | Writable : Readable);

    /// <summary>Number of sockets that are ready, 0 after <paramref name="timeout"/> milliseconds.</summary>
    public int Wait(int timeout)
    {
        var ready = EpollWait(_epoll, ref _events[0], Capacity, timeout);
        return ready >= 0 || Marshal.GetLastPInvokeError() == 4 ? Math.Max(ready, 0) : Check(ready); // 4: interrupted by a signal
    }

    public int Token(int index) => MemoryMarshal.Read<int>(_events.AsSpan((index * EventSize) + EventSize - 8));

    public void Dispose() => _ = Close(_epoll);

    private void Control(Operation operation, Socket socket, int token, uint interest)
    {
        Span<byte> entry = stackalloc byte[16];
        entry.Clear();
        MemoryMarshal.Write(entry, interest);
        MemoryMarshal.Write(entry[(EventSize - 8)..], token);
        Check(EpollControl(_epoll, (int)operation, (int)socket.Handle, ref entry[0]));
    }

    private static int Check(int result) =>
        result >= 0 ? result : throw new IOException($"epoll: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollControl(int epoll, int operation, int descriptor, ref byte entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int EpollWait(int epoll, ref byte events, int capacity, int timeout);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
