using System.Net;
using Microsoft.AspNetCore.Connections;
using TrafficTrace.ControlPlane.Ports;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// So many connections at once, and so many of them for one address; one more is closed as soon as it is accepted. Ports may share it.
/// </summary>
internal sealed class ConnectionBound(string ports, long most, ILogger log)
{
    // Ten thousand proxies behind a translation of addresses, and as many connections that are not noticed to be gone.
    private const long MostOfOne = 20_000;

    private readonly SharedRoom _room = new(most, Math.Min(MostOfOne, most * 3 / 4));
    private bool _told;
    private bool _toldOfAddress;

    /// <param name="counts">Of the port.</param>
    /// <param name="next">What is done with a connection that there is room for.</param>
    public ConnectionDelegate Apply(PortCounts counts, ConnectionDelegate next) => async connection =>
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (_room.TryTake(address, 1) is var answer && answer != RoomAnswer.Taken)
        {
            counts.Refuse();
            Tell(answer, address);
            connection.Abort(new ConnectionAbortedException("there are too many connections"));
            return;
        }

        counts.Opened();
        try
        {
            await next(connection);
        }
        finally
        {
            counts.Closed();
            _room.GiveBack(address, 1);
        }
    };

    // Once each: whoever floods the port would flood the log.
    private void Tell(RoomAnswer answer, IPAddress? address)
    {
        if (answer == RoomAnswer.Full && !Interlocked.Exchange(ref _told, true)) log.ConnectionsFull(ports, most);
        if (answer == RoomAnswer.FullForAddress && !Interlocked.Exchange(ref _toldOfAddress, true))
            log.ConnectionsFullForAddress(ports, address, _room.MostOfOne);
    }
}
