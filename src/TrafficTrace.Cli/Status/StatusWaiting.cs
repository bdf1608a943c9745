using System.Collections.Immutable;

namespace TrafficTrace.Cli.Status;

/// <summary>Why proxies do not have it yet. <see cref="Proxies"/> has the first names of <see cref="Count"/>.</summary>
internal sealed record StatusWaiting(string Why, ImmutableArray<string> Proxies, int Count);
