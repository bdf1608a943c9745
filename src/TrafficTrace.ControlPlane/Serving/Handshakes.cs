using System.Net;
using Microsoft.AspNetCore.Connections;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Ports;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// Counts handshakes that come to nothing: each costs a signature. Beyond so many of an address within a minute its connections wait
/// before theirs; none is refused, since sound proxies may be behind the same address.
/// </summary>
internal sealed class Handshakes(TimeProvider time)
{
    /// <summary>Failures of an address in a minute that cost nothing.</summary>
    public const int Free = 1000;

    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly FailedAttempts _failures = new(time);

    /// <summary>To stand before the handshake.</summary>
    public ConnectionDelegate Before(PortCounts counts, ConnectionDelegate next) => async connection =>
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (_failures.Of(address) > Free)
            await Task.Delay(Pause, time, connection.ConnectionClosed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var handshake = new Handshake();
        connection.Features.Set(handshake);
        await next(connection);
        if (handshake.IsDone) return;
        counts.FailHandshake();
        _failures.Count(address);
    };

    /// <summary>To stand behind the handshake.</summary>
    public static ConnectionDelegate After(ConnectionDelegate next) => connection =>
    {
        connection.Features.Get<Handshake>()!.IsDone = true;
        return next(connection);
    };

    private sealed class Handshake
    {
        public bool IsDone { get; set; }
    }
}
