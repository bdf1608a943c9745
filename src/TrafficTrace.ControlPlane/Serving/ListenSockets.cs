using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>Binds the ports, and keeps why one could not be bound: the start is refused with that, not with a stack.</summary>
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
            var failed = Ports.TakeWhile(port => port.Number != ((IPEndPoint)address).Port).Count();
            Fail(Ports[failed].Port, address, refused);
            foreach (var (port, number) in Ports.Skip(failed + 1)) Try(port, new(options.Bind, number));
            throw;
        }
    }

    /// <summary>In the order of binding.</summary>
    private (Setting Port, int Number)[] Ports =>
    [
        (Setting.XdsPort, options.XdsPort),
        (Setting.ApiPort, options.ApiPort),
        .. options.XdsPlainPort is { } plain ? [(Setting.XdsPlainPort, plain)] : Array.Empty<(Setting, int)>(),
    ];

    // Kestrel stops at the first port that fails: whoever starts is to hear of all at once.
    private void Try(Setting port, IPEndPoint address)
    {
        try
        {
            using var probe = SocketTransportOptions.CreateDefaultBoundListenSocket(address);
        }
        catch (SocketException refused)
        {
            Fail(port, address, refused);
        }
    }

    private void Fail(Setting port, EndPoint address, SocketException refused) => Failures = Failures.Add((
        port, $"can't listen on {address}: {refused.Message}; give another port or {Setting.Bind.Option}, or end what listens there"));
}
