using System.Collections.Immutable;

namespace TrafficTrace.Core.Reports.Previews;

/// <summary>Proxies whose resources change alike; names as in <see cref="SomeNames"/>.</summary>
public sealed record PreviewedChange(int Count, ImmutableArray<string> Names, ImmutableArray<ResourceDiff> Resources);
