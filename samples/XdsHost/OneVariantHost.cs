using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.XdsHost;

/// <summary>Every node has one snapshot, which is there or not; everybody is admitted, and what is rejected is shown.</summary>
internal sealed class OneVariantHost : IStreamHost
{
    public ValueTask<Admission> AdmitAsync(StreamStart start, Peer peer, CancellationToken cancelled) =>
        ValueTask.FromResult(new Admission(NodeStates.Variant));

    public void Opened(XdsStream stream)
    {
    }

    public void Closed(XdsStream stream)
    {
    }

    public void Progressed(XdsStream stream, StreamStatus before)
    {
        foreach (var rejection in stream.Status.Rejections.Except(before.Rejections))
            Console.Error.WriteLine($"{stream.NodeId} rejects {Names([rejection])}: {rejection.Message}");
        if (before.Rejections.Any() && !stream.Status.Rejections.Any())
            Console.Error.WriteLine($"{stream.NodeId} accepts, or is not sent any more: {Names(before.Rejections)}");
    }

    private static string Names(IEnumerable<Rejection> rejections) =>
        string.Join(", ", rejections.SelectMany(rejection => rejection.Blamed).Select(blame => blame.Name));
}
