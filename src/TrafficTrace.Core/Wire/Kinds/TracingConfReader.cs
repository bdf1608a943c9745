using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>
/// Reads the <c>conf</c> of a TrafficTrace but its <c>backend</c>: fields of ours, under MeshTrace's names where it has them.
/// </summary>
internal static class TracingConfReader
{
    private const int MaxPathTagLength = 65535;
    private const string OfBackend = "the sampling of the backend is in force";

    internal static readonly KnownField[] Known =
    [
        ("backend", "the default backend of the Mesh is meant"),
        ("sampling", OfBackend),
        ("trustClient", "whoever calls may say that a request is traced"),
        ("rules", "all requests are traced alike"),
        ("healthChecks", "health checks are traced as other requests"),
        ("tags", "spans have none of their own"),
        ("maxPathTagLength", "256 characters are in force"),
        "verbose",
        ("spanName", "spans are called as Envoy calls them"),
        "spawnUpstreamSpan",
        "meshTags",
        ("allowBreakingTraces", "an overlay proxy of Envoy 1.40 or newer is sent no cap below 100 %"),
    ];

    public static TracingConf Read(Field conf)
    {
        conf.IsMapping();
        conf.WarnOfUnknown(Known);
        var read = new TracingConf
        {
            Sampling = SamplingsReader.Read(conf.Child("sampling"), OfBackend),
            TrustClient = conf.Child("trustClient").Flag() ?? true,
            Rules = TracingRulesReader.Read(conf),
            Tags = SpanTagsReader.Read(conf.Child("tags")),
            MaxPathTagLength = Counts.Optional(conf.Child("maxPathTagLength"), MaxPathTagLength),
            Verbose = conf.Child("verbose").Flag() ?? false,
            SpanName = SpanNames(conf.Child("spanName")),
            SpawnUpstreamSpan = conf.Child("spawnUpstreamSpan").Flag() ?? false,
            MeshTags = conf.Child("meshTags").Flag() ?? false,
            AllowBreakingTraces = conf.Child("allowBreakingTraces").Flag() ?? false,
        };
        return read == TracingConf.None ? TracingConf.None : read;
    }

    private static SpanNames SpanNames(Field field)
    {
        field.IsMapping();
        field.WarnOfUnknown("server", "upstream");
        return new(SpanFormatReader.Optional(field.Child("server")), SpanFormatReader.Optional(field.Child("upstream")));
    }
}
