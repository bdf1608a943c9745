namespace DemoService;

/// <summary>
/// What a service must copy from each request that it gets to each request that it makes for it. Envoy sees both, but can't
/// know that they belong together: a service that copies nothing breaks the trace.
/// </summary>
internal static class TracingHeaders
{
    /// <summary>By the word for them.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> ByWord = new Dictionary<string, IReadOnlyList<string>>
    {
        ["b3"] = ["x-request-id", "x-b3-traceid", "x-b3-parentspanid", "x-b3-spanid", "x-b3-sampled", "x-b3-flags"],
        ["w3c"] = ["traceparent", "tracestate"], // as OpenTelemetry's SDKs do
        ["none"] = [],
    };
}
