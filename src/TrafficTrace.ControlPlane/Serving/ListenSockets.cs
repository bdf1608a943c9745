using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>Binds the two ports, and keeps why one could not be bound: the start is refused with that, not with a stack.</summary>
internal sealed class ListenSockets(ControlPlaneOptions options)
{
    /// <summary>Null while all went well.</summary>
    public Problem? Failure { get; private set; }

    /// <exception cref="SocketException">The port could not be bound; <see cref="Failure"/> says so.</exception>
    public Socket Bind(EndPoint address)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(address);
        }
        catch (SocketException refused)
        {
            var setting = ((IPEndPoint)address).Port == options.XdsPort ? Setting.XdsPort : Setting.ApiPort;
            Failure = new Problem(setting.Option, $"can't listen on {address}: {refused.Message}; give another port or {Setting.Bind.Option}, or end what listens there");
            throw;
        }
    }
}
