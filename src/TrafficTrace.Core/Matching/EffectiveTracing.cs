using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// What tracing one proxy gets: the winning policy joined with its backend. <see cref="Backend"/> is null for an
/// untraced proxy, and <see cref="Reason"/> says in words why it is so, either way.
/// </summary>
public sealed record EffectiveTracing(TrafficTracePolicy? Policy, TracingBackend? Backend, string Reason);
