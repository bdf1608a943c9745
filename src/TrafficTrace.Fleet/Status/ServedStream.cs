using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Status;

/// <summary>What one stream of a node gets. <see cref="Refused"/> is set while it goes without tracing for that.</summary>
public readonly record struct ServedStream(XdsStream Stream, SamplingMode Sampling, CollectorState Collector, RefusedCollector? Refused);
