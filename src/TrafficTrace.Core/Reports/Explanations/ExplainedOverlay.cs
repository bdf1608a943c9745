using System.Collections.Immutable;

namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>
/// What a proxy is sent whose listeners another control plane serves. <see cref="Dialect"/> says how its node told <see cref="Tags"/>. A
/// number that is null is not sent: there the proxy's own holds.
/// </summary>
public sealed record ExplainedOverlay(
    string Dialect, ImmutableSortedDictionary<string, string> Tags, ExplainedNumber? Overall, ExplainedNumber? Random, string Because);
