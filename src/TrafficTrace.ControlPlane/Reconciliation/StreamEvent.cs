using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>Something that a stream did. <see cref="Rejection"/> is set for a NACK; else the stream opened, or closed.</summary>
internal readonly record struct StreamEvent(XdsStream Stream, bool Closed, Rejection? Rejection);
