namespace TrafficTrace.Core.Resources;

/// <summary>A Zipkin collector, or one that reads Zipkin's format, as Jaeger does.</summary>
public sealed record ZipkinCollector(string Name, CollectorUrl Url) : Collector(Name)
{
    public override string Type => "zipkin";

    public bool TraceId128Bit { get; init; }

    /// <summary>True for <c>apiVersion: httpProto</c>; JSON otherwise (absent, <c>httpJson</c>, <c>httpJsonV1</c>).</summary>
    public bool Protobuf { get; init; }

    /// <summary>Null when absent: the field is not sent then, and Envoy's default (true) holds.</summary>
    public bool? SharedSpanContext { get; init; }

    /// <summary>Beside B3, W3C's headers are read and written too: <c>propagation: b3-w3c</c>.</summary>
    public bool W3C { get; init; }

    public CollectorTls Tls { get; init; } = CollectorTls.Default;

    public override T Match<T>(ICollectorMatch<T> match) => match.Of(this);
}
