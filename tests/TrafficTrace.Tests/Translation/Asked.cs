using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Translation;

/// <summary>A proxy's configuration, for a stream that takes its sampling in this way.</summary>
public sealed record Asked(ProxyConfiguration Configuration, SamplingMode Mode);
