using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// Ports for processes that can't take port 0. Each is given once a run, from below the range the system uses for port 0.
/// </summary>
internal static class FreePorts
{
    private const int First = 12_000;
    private const int Last = 32_000;

    private static int _last = Random.Shared.Next(First, Last);

    public static int Next()
    {
        for (var tries = 0; tries < Last - First; tries++)
        {
            var port = First + (Interlocked.Increment(ref _last) - First) % (Last - First);
            if (IsFree(port)) return port;
        }

        throw new InvalidOperationException($"No port between {First} and {Last} is free on 127.0.0.1.");
    }

    // Bound, never listening: a process that another test starts at this moment has the socket too until it runs its program,
    // and a port that listens there could not be bound here.
    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
