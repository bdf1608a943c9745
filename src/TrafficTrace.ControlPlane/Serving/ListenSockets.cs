using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>Binds the two ports, and keeps why one could not be bound: the start is refused with that, not with a stack.</summary>
internal sealed class ListenSockets(ControlPlaneOptions options)
{
    /// <summary>What could not be bound, and why; empty while all went well.</summary>
    public ImmutableArray<(Setting Port, string Reason)> Failures { get; private set; } = [];

    /// <exception cref="SocketException">The port could not be bound; <see cref="Failures"/> says so.</exception>
    public Socket Bind(EndPoint address)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(address);
        }
        catch (SocketException refused)
        {
            var isXds = ((IPEndPoint)address).Port == options.XdsPort;
            Fail(isXds ? Setting.XdsPort : Setting.ApiPort, address, refused);
            if (isXds) TryApi();
            throw;
        }
    }

    // Kestrel stops at the first port that fails, which is that of xDS: whoever starts is to hear of both at once.
    private void TryApi()
    {
        var address = new IPEndPoint(options.Bind, options.ApiPort);
        try
        {
            using var probe = SocketTransportOptions.CreateDefaultBoundListenSocket(address);
        }
        catch (SocketException refused)
        {
            Fail(Setting.ApiPort, address, refused);
        }
    }

    private void Fail(Setting port, EndPoint address, SocketException refused) => Failures = Failures.Add((
        port, $"can't listen on {address}: {refused.Message}; give another port or {Setting.Bind.Option}, or end what listens there"));
}
