using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>A stream to look at, since it did something.</summary>
internal readonly record struct StreamEvent(XdsStream Stream, StreamEventKind Kind);
