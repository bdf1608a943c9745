using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>Admits nobody, so that it is told of nobody.</summary>
internal sealed class RefusingHost : IStreamHost
{
    public ValueTask<Admission> AdmitAsync(StreamStart start, Peer peer, CancellationToken cancelled) =>
        ValueTask.FromResult(Admission.Refuse(StreamEndCode.Unauthenticated, "who are you?"));

    public void Opened(XdsStream stream) => throw new InvalidOperationException("it was refused");

    public void Closed(XdsStream stream) => throw new InvalidOperationException("it was refused");

    public void Progressed(XdsStream stream, StreamStatus before) => throw new InvalidOperationException("it was refused");
}
