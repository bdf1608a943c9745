using Envoy.Api.Protos;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.XdsHost;

/// <summary>Every node has one snapshot, which is there or not; streams are nobody's business.</summary>
internal sealed class OneVariantHost : IStreamHost
{
    public Admission Admit(StreamStart start) => new(NodeStates.Variant);

    public void Opened(XdsStream stream)
    {
    }

    public void Closed(XdsStream stream)
    {
    }

    public void Rejected(XdsStream stream, Rejection rejection) =>
        Console.Error.WriteLine(
            $"{stream.NodeId} rejected {string.Join(", ", rejection.Blamed.Select(blame => blame.Name))}: {rejection.Message}");

    public void Recovered(XdsStream stream, Recovery recovery) =>
        Console.Error.WriteLine(
            $"{stream.NodeId} {(recovery.Gone ? "is not served" : "accepts")} {recovery.Rejected.Name}, which it had rejected");

    public void Accepted(XdsStream stream, PackedResource resource)
    {
    }
}
