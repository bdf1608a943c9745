namespace TrafficTrace.Core.Resources;

/// <summary>What the <c>conf</c> of a TrafficTrace says beside its backend: who is traced, and what spans say.</summary>
public sealed record TracingConf
{
    public static readonly TracingConf None = new();

    /// <summary>Its overall counts over the <c>sampling</c> of the backend.</summary>
    public Samplings Sampling { get; init; } = Samplings.None;

    /// <summary>
    /// False at an edge: a stranger's sampled parent is not followed, nor does his <c>x-client-trace-id</c> force a trace.
    /// </summary>
    public bool TrustClient { get; init; } = true;

    /// <summary>The first that matches a request counts. <c>healthChecks: off</c> is rules before these.</summary>
    public ValueList<TracingRule> Rules { get; init; } = [];

    public ValueList<SpanTag> Tags { get; init; } = [];

    /// <summary>Characters of the path that a span holds; null: Envoy's 256.</summary>
    public int? MaxPathTagLength { get; init; }

    /// <summary>Spans hold events of their stream.</summary>
    public bool Verbose { get; init; }

    public SpanNames SpanName { get; init; } = SpanNames.None;

    /// <summary>A span for the request to the other side, beside that of the proxy.</summary>
    public bool SpawnUpstreamSpan { get; init; }

    /// <summary>Mesh, Dataplane and service stand on every span.</summary>
    public bool MeshTags { get; init; }

    /// <summary>
    /// A cap below 100 % goes to overlay proxies of Envoy 1.40 or newer too, where it cuts sampled parents of OpenTelemetry's tracer.
    /// </summary>
    public bool AllowBreakingTraces { get; init; }

    /// <summary>
    /// What an Envoy before 1.37 can do of it: it refuses a whole listener for a tag that is a format, and passes over names of spans.
    /// </summary>
    public TracingConf WithoutFormats() => HasFormats
        ? this with
        {
            Tags = Without(Tags),
            Rules = [.. Rules.Select(rule => rule with { Tags = Without(rule.Tags) })],
            SpanName = SpanNames.None,
        }
        : this;

    private bool HasFormats =>
        SpanName != SpanNames.None || Tags.Concat(Rules.SelectMany(rule => rule.Tags)).Any(tag => tag is FormatTag);

    private static ValueList<SpanTag> Without(ValueList<SpanTag> tags) => [.. tags.Where(tag => tag is not FormatTag)];
}
