using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// A Dataplane that a change may serve otherwise: as it was and as it is. Null where there was none, and where there is none.
/// </summary>
public readonly record struct TouchedDataplane(string Name, Dataplane? Before, Dataplane? After);
