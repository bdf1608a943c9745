namespace DemoService;

/// <summary>
/// What a service must copy from each request that it gets to each request that it makes for it. Envoy sees both, but can't
/// know that they belong together: a service that copies nothing breaks the trace.
/// </summary>
internal static class TracingHeaders
{
    public static readonly IReadOnlyList<string> Names =
    [
        "x-request-id",
        "x-b3-traceid",
        "x-b3-parentspanid",
        "x-b3-spanid",
        "x-b3-sampled",
        "x-b3-flags",
    ];
}
