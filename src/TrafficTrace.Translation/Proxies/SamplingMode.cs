namespace TrafficTrace.Translation.Proxies;

/// <summary>How a stream takes its sampling: decided by its first request, and fixed for its life.</summary>
public enum SamplingMode
{
    /// <summary>In the HCM's <c>overall_sampling</c>, as Kuma sends it; a change drains connections.</summary>
    Listener,

    /// <summary>By the runtime key <c>tracing.global_enabled</c>; HCMs carry no sampling, and a change touches no listener.</summary>
    Rtds,
}
