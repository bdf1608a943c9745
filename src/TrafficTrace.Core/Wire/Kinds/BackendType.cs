using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>
/// A <c>type</c> of tracing backend, and what reads its <c>conf</c> for a backend of a name: null, with the reasons among the findings,
/// when it cannot be one.
/// </summary>
internal sealed record BackendType(string Name, Func<BackendConf, string, Collector?> Read);
