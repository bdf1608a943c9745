using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>Ports for processes that can't take port 0. Each is given once a run, from below the range the system uses for port 0.</summary>
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

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
