using Envoy.Api.Protos;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>Admits everybody, and keeps nothing of what it is told.</summary>
internal sealed class SilentHost : IStreamHost
{
    public Admission Admit(StreamStart start) => new("");

    public void Opened(XdsStream stream)
    {
    }

    public void Closed(XdsStream stream)
    {
    }

    public void Rejected(XdsStream stream, Rejection rejection)
    {
    }

    public void Recovered(XdsStream stream, Recovery recovery)
    {
    }

    public void Accepted(XdsStream stream, PackedResource resource)
    {
    }
}
