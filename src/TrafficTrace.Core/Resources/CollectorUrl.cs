namespace TrafficTrace.Core.Resources;

/// <summary>
/// A collector URL, split as Go's <c>url.ParseRequestURI</c> does (what Kuma used): <see cref="Host"/> without brackets
/// and in its own case, <see cref="Authority"/> as written with the port, <see cref="Path"/> decoded and without query.
/// </summary>
public sealed record CollectorUrl(bool Https, string Host, int Port, string Authority, string Path);
