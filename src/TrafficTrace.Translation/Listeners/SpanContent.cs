using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation.Listeners;

/// <summary>What spans say beyond what Envoy says of itself.</summary>
internal sealed record SpanContent(
    ValueList<SpanTag> Tags, int? MaxPathTagLength, bool Verbose, SpanNames Names, bool SpawnUpstreamSpan)
{
    private static readonly SpanContent None = new([], null, false, SpanNames.None, false);

    public static SpanContent Of(TracingConf conf, Proxy proxy)
    {
        if (ReferenceEquals(conf, TracingConf.None)) return None;
        ValueList<SpanTag> tags = conf.MeshTags ? [.. conf.Tags, .. MeshTags(proxy)] : conf.Tags;
        return new(tags, conf.MaxPathTagLength, conf.Verbose, conf.SpanName, conf.SpawnUpstreamSpan);
    }

    private static SpanTag[] MeshTags(Proxy proxy) =>
    [
        new LiteralTag("mesh", proxy.Mesh),
        new LiteralTag("dataplane", proxy.Name),
        new LiteralTag("service", proxy.IdentifyingService),
    ];
}
