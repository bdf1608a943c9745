using Microsoft.AspNetCore.Http.Features;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// How much all clients together have sent of messages that are not complete: the limit on one message alone would let many
/// clients fill the memory.
/// </summary>
/// <param name="most">Bytes.</param>
/// <param name="log">Is told once that there was no room.</param>
internal sealed class UnfinishedRequests(long most, ILogger<UnfinishedRequests> log)
{
    private long _bytes;
    private bool _told;

    public async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            await next(context);
            return;
        }

        using var body = new RequestBody(context.Request.BodyReader, this);
        context.Features.Set<IRequestBodyPipeFeature>(body);
        await next(context);
    }

    /// <summary>False when there is no room.</summary>
    public bool TryAdd(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= most) return true;
        Remove(bytes);
        if (!Interlocked.Exchange(ref _told, true)) log.RequestsFull(most); // once: whoever floods the port would flood the log
        return false;
    }

    public void Remove(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
