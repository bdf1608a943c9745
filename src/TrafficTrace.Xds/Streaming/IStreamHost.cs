using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Xds.Streaming;

/// <summary>
/// What the engine asks of its host and tells it. Calls come from the streams' loops; all but the admission must return at once: enqueue,
/// don't compute.
/// </summary>
public interface IStreamHost
{
    /// <summary>What becomes of a stream, told from its first request and from who sends it. Until then it is sent nothing.</summary>
    /// <param name="start">What the first request says.</param>
    /// <param name="peer">Who sends it.</param>
    /// <param name="cancelled">The client has left.</param>
    ValueTask<Admission> AdmitAsync(StreamStart start, Peer peer, CancellationToken cancelled);

    /// <summary>A stream was admitted; a snapshot under its key is wanted.</summary>
    void Opened(XdsStream stream);

    /// <summary>A stream that was opened has ended; its status stays as it was.</summary>
    void Closed(XdsStream stream);

    /// <summary>
    /// The client has said something: <see cref="XdsStream.Status"/> tells how far it is now. Look at that, not at the single answer: of
    /// several in a row the last counts.
    /// </summary>
    /// <param name="stream">One that was opened.</param>
    /// <param name="before">Its status before, to see whether anything has changed that the host must act on.</param>
    void Progressed(XdsStream stream, StreamStatus before);
}
