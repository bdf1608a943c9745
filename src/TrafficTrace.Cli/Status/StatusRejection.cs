using System.Collections.Immutable;

namespace TrafficTrace.Cli.Status;

/// <summary>What proxies rejected, with Envoy's own text. <see cref="Proxies"/> has the first names of <see cref="Count"/>.</summary>
internal sealed record StatusRejection(
    string Reason, string Type, string Resource, ImmutableArray<string> Proxies, int Count, DateTimeOffset? Since);
