using System.Net;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Xds.Streaming;

/// <summary>
/// What a client is told that one of the server's limits refuses: RESOURCE_EXHAUSTED, and what to do. Each limit has a line in the log,
/// once a minute at most, since a client that is refused comes back.
/// </summary>
internal sealed class Refusals(ILogger log, TimeProvider time)
{
    private readonly Seldom _room = new(time);
    private readonly Seldom _streams = new(time);
    private readonly Seldom _ofNode = new(time);
    private readonly Seldom _ofAddress = new(time);

    /// <param name="node">Who is refused.</param>
    /// <param name="most">Bytes.</param>
    public RpcException NoRoom(string node, long most)
    {
        if (_room.IsDue()) log.NoRoom(node, most);
        return Exhausted("all clients together make the server remember more names and texts than there is room for; "
            + "subscribe to fewer names on this stream, or try again later");
    }

    public RpcException TooManyStreams(string node, int most)
    {
        if (_streams.IsDue()) log.TooManyStreams(node, most);
        return Exhausted($"{most} streams are open, which is the limit; try again later, or at another instance of the control plane");
    }

    public RpcException TooManyOfAddress(string node, IPAddress? address, int most)
    {
        if (_ofAddress.IsDue()) log.TooManyOfAddress(node, address, most);
        return Exhausted($"{most} streams of your address are open, which is the limit; end some of them, or come from another address");
    }

    public RpcException TooManyOfNode(string node, int most)
    {
        if (_ofNode.IsDue()) log.TooManyOfNode(node, most);
        return Exhausted($"{most} streams of node '{new ClientText(node)}' are open, which is the limit; "
            + "end one of them, or give each client a node id of its own");
    }

    private static RpcException Exhausted(string message) => new(new Status(StatusCode.ResourceExhausted, message));
}
