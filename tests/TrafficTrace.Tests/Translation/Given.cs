using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Translation;

/// <summary>Inputs of the translation with everything filled in that a test does not ask about.</summary>
internal static class Given
{
    public static readonly ZipkinCollector Zipkin = new(
        "jaeger", new CollectorUrl(false, "jaeger.obs", 9411, "jaeger.obs:9411", "/api/v2/spans"));

    public static readonly TracingBackend Jaeger = new(Zipkin, 50);

    public static readonly DatadogCollector Agent = new("dd", "10.9.9.9", 8126);

    public static readonly OpenTelemetryCollector Otlp = new("otlp", "10.9.9.9", 4317, OtlpProtocol.Grpc);

    public static readonly TracingBackend Datadog = new(Agent, null);

    /// <summary>Offered once over HTTP.</summary>
    public static readonly MeshService Backend =
        Service("backend", Protocol.Http, new ServiceEndpoint("10.0.0.20", 7070, Tags("backend", "http"), true));

    public static Dataplane Web(string address = "10.0.0.10") => new("default", $"web-{address}", "{}")
    {
        Address = address,
        Inbounds = [Inbound(8080, Tags("web", "http"))],
        Outbounds = [Outbound(20001, Tags("backend"))],
    };

    public static Asked Proxy(
        Dataplane dataplane,
        TracingBackend? backend,
        SamplingMode sampling = SamplingMode.Rtds,
        bool rejected = false,
        params MeshService[] services)
    {
        var tracing = new EffectiveTracing(null, null, backend?.Collector, backend?.Sampling);
        var offered = services.DefaultIfEmpty(Backend).ToImmutableDictionary(service => service.Name);
        var configuration = new ProxyConfiguration(
            Core.Matching.Proxy.Of(dataplane), dataplane.HostName is null ? dataplane.Address : null, tracing, offered);
        return new Asked(rejected ? configuration.WithoutCollector() : configuration, sampling);
    }

    public static MeshService Service(string name, Protocol protocol, params ServiceEndpoint[] endpoints) =>
        new(name, protocol, [.. endpoints]);

    public static Inbound Inbound(int port, TagSet tags, int? servicePort = null, string serviceAddress = "127.0.0.1") =>
        new(null, port, serviceAddress, servicePort ?? port + 10_000, tags, true);

    public static Outbound Outbound(int port, TagSet tags) => new("127.0.0.1", port, tags);

    public static TagSet Tags(string service, string? protocol = null, params (string, string)[] more) =>
        TagSet.Of([(TagSet.Service, service), .. protocol is null ? [] : new[] { (TagSet.Protocol, protocol) }, .. more]);
}
