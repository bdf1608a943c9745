using System.Collections.Concurrent;
using Grpc.Core;
using TrafficTrace.Load.Proxies;

namespace TrafficTrace.Floor;

/// <summary>The open streams, all written to at once.</summary>
internal sealed class FloorStreams(Template template)
{
    private readonly ConcurrentDictionary<IServerStreamWriter<byte[]>, byte> _open = [];

    public void Add(IServerStreamWriter<byte[]> stream) => _open[stream] = 0;

    public void Remove(IServerStreamWriter<byte[]> stream) => _open.TryRemove(stream, out _);

    public Task Send(XdsType type, int streams)
    {
        var bytes = template[type];
        return Task.WhenAll(_open.Keys.Take(streams).Select(stream => stream.WriteAsync(bytes)));
    }
}
