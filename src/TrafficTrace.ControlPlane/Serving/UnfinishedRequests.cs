using System.Net;
using Microsoft.AspNetCore.Http.Features;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// How much all clients together, and those of one address, have sent of messages that are not complete: the limit on one message alone
/// would let many clients fill the memory.
/// </summary>
/// <param name="most">Bytes.</param>
/// <param name="mostOfOne">Bytes of one address.</param>
/// <param name="log">Is told once that there was no room.</param>
internal sealed class UnfinishedRequests(long most, long mostOfOne, ILogger<UnfinishedRequests> log)
{
    private readonly SharedRoom _room = new(most, mostOfOne);
    private bool _told;

    // Not awaited: a stream would keep that for as long as it is open.
    public Task CountAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol)) return next(context);
        var body = new RequestBody(context.Request.BodyReader, context.Connection.RemoteIpAddress, this);
        context.Response.RegisterForDispose(body);
        context.Features.Set<IRequestBodyPipeFeature>(body);
        return next(context);
    }

    /// <summary>False when there is no room.</summary>
    public bool TryAdd(IPAddress? address, long bytes)
    {
        if (_room.TryTake(address, bytes) == RoomAnswer.Taken) return true;
        if (!Interlocked.Exchange(ref _told, true)) log.RequestsFull(most); // once: whoever floods the port would flood the log
        return false;
    }

    public void Remove(IPAddress? address, long bytes) => _room.GiveBack(address, bytes);
}
