using Envoy.Type.Metadata.V3;
using Envoy.Type.Tracing.V3;
using TrafficTrace.Core.Resources;
using EnvoyKind = Envoy.Type.Metadata.V3.MetadataKind;
using MetadataKind = TrafficTrace.Core.Resources.MetadataKind;

namespace TrafficTrace.Translation.Spans;

/// <summary>Tags of spans as Envoy has them.</summary>
internal static class CustomTags
{
    public static CustomTag Of(SpanTag tag) => tag switch
    {
        LiteralTag literal => new() { Tag = tag.Name, Literal = new() { Value = literal.Value } },
        HeaderTag header => new() { Tag = tag.Name, RequestHeader = new() { Name = header.Header, DefaultValue = header.Default ?? "" } },
        MetadataTag metadata => new() { Tag = tag.Name, Metadata = Metadata(metadata) },
        FormatTag format => new() { Tag = tag.Name, Value = format.Format },
        _ => throw new ArgumentException($"a kind of tag that is not known: {tag.GetType().Name}", nameof(tag)),
    };

    private static CustomTag.Types.Metadata Metadata(MetadataTag tag)
    {
        var key = new MetadataKey { Key = tag.Key };
        foreach (var step in tag.Path) key.Path.Add(new MetadataKey.Types.PathSegment { Key = step });
        return new() { Kind = Kind(tag.Kind), MetadataKey = key, DefaultValue = tag.Default ?? "" };
    }

    private static EnvoyKind Kind(MetadataKind kind) => kind switch
    {
        MetadataKind.Route => new() { Route = new() },
        MetadataKind.Cluster => new() { Cluster = new() },
        MetadataKind.Host => new() { Host = new() },
        _ => new() { Request = new() },
    };
}
