using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads the <c>conf</c> of a Zipkin backend; <c>propagation</c> and <c>tls</c> in it are ours.</summary>
internal static class ZipkinReader
{
    private const string WithW3C = "b3-w3c";

    private static readonly string[] ApiVersions = ["", "httpJsonV1", "httpJson", "httpProto"];

    private static readonly KnownField[] Known =
    [
        "url",
        ("apiVersion", "spans are sent as JSON"),
        ("traceId128bit", "trace ids have 64 bits"),
        ("sharedSpanContext", "both ends of a request share a span"),
        ("propagation", "B3's headers alone are read and written"),
        "tls",
    ];

    public static ZipkinCollector? Read(BackendConf conf, string name)
    {
        var decoding = conf.Decoding;
        var url = decoding.Child("url").Text();
        var apiVersion = decoding.Child("apiVersion").Text();
        var traceId128Bit = decoding.Child("traceId128bit").Flag();
        var sharedSpanContext = decoding.Child("sharedSpanContext").Flag();
        var propagation = decoding.Child("propagation").Text();
        var tls = CollectorTlsReader.Read(decoding.Child("tls"));
        if (!conf.IsDecoded(Known)) return null;
        CollectorTlsReader.Check(conf.Field.Child("tls"), tls);
        CheckApiVersion(conf.Field.Child("apiVersion"), apiVersion!);
        CheckPropagation(conf.Field.Child("propagation"), propagation!);
        if (Url(conf.Field.Child("url"), url!) is not { } collector) return null;
        if (!collector.Https && conf.Field.Child("tls") is { Exists: true } unused)
            unused.Warning(FindingCodes.NoEffect, "has no effect: the url begins with http, not with https");
        return new ZipkinCollector(name, collector)
        {
            TraceId128Bit = traceId128Bit ?? false,
            Protobuf = apiVersion == "httpProto",
            SharedSpanContext = sharedSpanContext,
            W3C = propagation == WithW3C,
            Tls = tls,
        };
    }

    private static void CheckApiVersion(Field field, string apiVersion)
    {
        if (!ApiVersions.Contains(apiVersion)) field.Error("has invalid value. Allowed values: httpJsonV1, httpJson, httpProto");
        if (apiVersion == "httpJsonV1")
            field.Warning(FindingCodes.DoubtfulCollector, "spans are sent in version 2, since Envoy knows no other: write httpJson");
    }

    private static void CheckPropagation(Field field, string propagation)
    {
        if (propagation is not ("" or "b3" or WithW3C)) field.Error($"has invalid value. Allowed values: b3, {WithW3C}");
    }

    private static CollectorUrl? Url(Field field, string text)
    {
        var url = CollectorUrlRules.Parse(text, out var violations);
        foreach (var violation in violations) field.Error(violation);
        foreach (var oddity in url is null ? [] : CollectorUrlRules.Oddities(text)) field.Warning(FindingCodes.DoubtfulCollector, oddity);
        return url;
    }
}
