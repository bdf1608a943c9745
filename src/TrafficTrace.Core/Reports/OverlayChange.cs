using TrafficTrace.Core.Matching;

namespace TrafficTrace.Core.Reports;

/// <summary>An overlay proxy whose runtime layer a change makes another, as policies say it before and after.</summary>
public sealed record OverlayChange(Proxy Proxy, EffectiveTracing Before, EffectiveTracing After);
