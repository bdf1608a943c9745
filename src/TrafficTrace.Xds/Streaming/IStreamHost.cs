using Envoy.Api.Protos;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Xds.Streaming;

/// <summary>
/// What the engine asks of its host and tells it. Calls come from the streams' loops and must return at once: enqueue, don't
/// compute.
/// </summary>
public interface IStreamHost
{
    /// <summary>What becomes of a stream, told from its first request. Pure.</summary>
    Admission Admit(StreamStart start);

    /// <summary>A stream has said who it is; a snapshot under its key is wanted.</summary>
    void Opened(XdsStream stream);

    /// <summary>A stream that was opened has ended.</summary>
    void Closed(XdsStream stream);

    /// <summary>The client rejected a response. What it blames is not sent again until it changes, or its reason may have passed.</summary>
    void Rejected(XdsStream stream, Rejection rejection);

    /// <summary>A resource that was rejected is not any more.</summary>
    void Recovered(XdsStream stream, Recovery recovery);

    /// <summary>The client holds what <see cref="XdsStream.TellWhenAccepted"/> asked for.</summary>
    void Accepted(XdsStream stream, PackedResource resource);
}
