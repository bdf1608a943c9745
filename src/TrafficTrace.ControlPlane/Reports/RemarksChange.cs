using System.Collections.Immutable;
using TrafficTrace.Core.Reports;

namespace TrafficTrace.ControlPlane.Reports;

/// <summary>Remarks that were not made before, and those that hold no more although their resource is still there; in order.</summary>
internal sealed record RemarksChange(ImmutableArray<Remark> New, ImmutableArray<Remark> Over);
