using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>Admits everybody, and keeps nothing of what it is told.</summary>
internal sealed class SilentHost : IStreamHost
{
    public ValueTask<Admission> AdmitAsync(StreamStart start, Peer peer, CancellationToken cancelled) =>
        ValueTask.FromResult(new Admission(""));

    public void Opened(XdsStream stream)
    {
    }

    public void Closed(XdsStream stream)
    {
    }

    public void Progressed(XdsStream stream, StreamStatus before)
    {
    }
}
