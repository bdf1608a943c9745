using Envoy.Api.Protos;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>
/// Something that a stream did. <see cref="Rejection"/> is set for a NACK, <see cref="Recovery"/> for the end of one,
/// <see cref="Accepted"/> for what the client holds as it was asked for; else the stream opened, or closed.
/// </summary>
internal readonly record struct StreamEvent(
    XdsStream Stream, bool Closed, Rejection? Rejection = null, Recovery? Recovery = null, PackedResource? Accepted = null);
