using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads the <c>conf</c> of a Zipkin backend; <c>tls</c> in it is ours.</summary>
internal static class ZipkinReader
{
    private static readonly string[] ApiVersions = ["", "httpJsonV1", "httpJson", "httpProto"];

    private static readonly KnownField[] Known =
    [
        "url",
        ("apiVersion", "spans are sent as JSON"),
        ("traceId128bit", "trace ids have 64 bits"),
        ("sharedSpanContext", "both ends of a request share a span"),
        "tls",
    ];

    public static ZipkinCollector? Read(BackendConf conf, string name)
    {
        var decoding = conf.Decoding;
        var url = decoding.Child("url").Text();
        var apiVersion = decoding.Child("apiVersion").Text();
        var traceId128Bit = decoding.Child("traceId128bit").Flag();
        var sharedSpanContext = decoding.Child("sharedSpanContext").Flag();
        var tls = Tls(decoding.Child("tls"));
        if (!conf.IsDecoded(Known)) return null;
        CheckTls(conf.Field.Child("tls"), tls);
        CheckApiVersion(conf.Field.Child("apiVersion"), apiVersion!);
        if (Url(conf.Field.Child("url"), url!) is not { } collector) return null;
        if (!collector.Https && conf.Field.Child("tls") is { Exists: true } unused)
            unused.Warning(FindingCodes.NoEffect, "has no effect: the url begins with http, not with https");
        return new ZipkinCollector(name, collector)
        {
            TraceId128Bit = traceId128Bit ?? false,
            Protobuf = apiVersion == "httpProto",
            SharedSpanContext = sharedSpanContext,
            Tls = tls,
        };
    }

    private static CollectorTls Tls(Field field)
    {
        field.IsMapping();
        var verify = field.Child("verify").Flag() ?? CollectorTls.Default.Verify;
        var caFile = field.Child("caFile").Text();
        return new CollectorTls(verify, caFile is { Length: > 0 } ? caFile : CollectorTls.Default.CaFile);
    }

    private static void CheckTls(Field field, CollectorTls tls)
    {
        BackendConf.WarnOfUnused(field, ("verify", "the collector is verified"), ("caFile", $"{CollectorTls.Default.CaFile} is in force"));
        var caFile = field.Child("caFile");
        if (FilePathRules.Of(tls.CaFile) is { } violation) caFile.Error(violation);
        if (caFile.Exists && !tls.Verify) caFile.Warning(FindingCodes.NoEffect, "has no effect: verify is false");
    }

    private static void CheckApiVersion(Field field, string apiVersion)
    {
        if (!ApiVersions.Contains(apiVersion)) field.Error("has invalid value. Allowed values: httpJsonV1, httpJson, httpProto");
        if (apiVersion == "httpJsonV1")
            field.Warning(FindingCodes.DoubtfulCollector, "spans are sent in version 2, since Envoy knows no other: write httpJson");
    }

    private static CollectorUrl? Url(Field field, string text)
    {
        var url = CollectorUrlRules.Parse(text, out var violations);
        foreach (var violation in violations) field.Error(violation);
        foreach (var oddity in url is null ? [] : CollectorUrlRules.Oddities(text)) field.Warning(FindingCodes.DoubtfulCollector, oddity);
        return url;
    }
}
