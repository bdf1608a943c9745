using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Trace.V3;
using Envoy.Extensions.Tracers.Opentelemetry.ResourceDetectors.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Clusters;
using HttpProtocolOptions = Envoy.Extensions.Upstreams.Http.V3.HttpProtocolOptions;

namespace TrafficTrace.Translation.Tracers;

/// <summary>
/// An OpenTelemetry collector. From 1.40 on its tracer asks Envoy's own decision and follows no sampled parent of itself, so the routes
/// do that: see <see cref="FollowsParentsByRoute"/>.
/// </summary>
internal sealed class OpenTelemetryTracer(OpenTelemetryCollector collector) : Tracer(collector)
{
    private const HeaderValueOption.Types.HeaderAppendAction Overwrite =
        HeaderValueOption.Types.HeaderAppendAction.OverwriteIfExistsOrAdd;

    public override bool FollowsParentsByRoute => true;

    // Each protocol has a cluster of its own: an exporter that finds the other protocol under its name loses spans.
    protected override string ClusterName => $"{base.ClusterName}/{(IsGrpc ? "grpc" : "http")}";

    private bool IsGrpc => collector.Protocol == OtlpProtocol.Grpc;

    private string Authority => Names.HostPort(collector.Host, collector.Port);

    private Duration Timeout => Duration.FromTimeSpan(collector.Timeout);

    public override Tracing.Types.Http Provider(TrafficDirection direction, string service, SpanSource source)
    {
        var config = new OpenTelemetryConfig
        {
            ServiceName = collector.ServiceName ?? source.Service ?? service,
            MaxCacheSize = (uint?)collector.MaxCacheSize,
        };
        if (IsGrpc) config.GrpcService = Grpc();
        else config.HttpService = Http();
        if (Attributes(source) is { Attributes.Count: > 0 } attributes) config.ResourceDetectors.Add(Detector(attributes));
        return Provider("envoy.tracers.opentelemetry", config);
    }

    public override Cluster ClusterFor(bool fromIPv6, string? secretsOf)
    {
        var cluster = ClusterOf(collector.Host, collector.Port, fromIPv6);
        if (Options(secretsOf) is { } options) CommonCluster.Use(cluster, options);
        if (collector.Tls is { } tls) cluster.TransportSocket = CollectorTransport.Of(collector.Host, tls, IsGrpc ? "h2" : null);
        return cluster;
    }

    /// <summary>An outbound listener says the caller's service, and each the tags of the proxy that attributes ask for.</summary>
    public override SpanSource SourceOf(Proxy proxy, TrafficDirection direction)
    {
        var service = direction == TrafficDirection.Outbound && collector.ServiceName is null ? proxy.IdentifyingService : null;
        KeyValuePair<string, string>[] attributes =
        [
            .. from attribute in collector.ResourceAttributes
               where attribute.Tag is not null
               let value = ValueOf(attribute.Tag!, proxy)
               where value is not null
               select KeyValuePair.Create(attribute.Key, value),
        ];
        return service is null && attributes.Length == 0 ? SpanSource.None : new SpanSource(service, [.. attributes]);
    }

    private static string? ValueOf(string tag, Proxy proxy)
    {
        foreach (var tags in proxy.TagSets)
        {
            if (tags.TryGetValue(tag, out var value)) return value;
        }

        return null;
    }

    private GrpcService Grpc()
    {
        var service = new GrpcService { EnvoyGrpc = new() { ClusterName = ClusterName, Authority = Authority }, Timeout = Timeout };
        foreach (var header in FixedHeaders()) service.InitialMetadata.Add(header);
        return service;
    }

    private HttpService Http()
    {
        var scheme = collector.Tls is null ? "http" : "https";
        var uri = $"{scheme}://{Authority}{collector.Path}";
        var service = new HttpService { HttpUri = new HttpUri { Uri = uri, Cluster = ClusterName, Timeout = Timeout } };
        foreach (var header in FixedHeaders())
            service.RequestHeadersToAdd.Add(new HeaderValueOption { Header = header, AppendAction = Overwrite });
        return service;
    }

    // What HTTP/1.1 without secrets would say is Envoy's own choice.
    private HttpProtocolOptions? Options(string? secretsOf)
    {
        if (secretsOf is null && !IsGrpc) return null;
        var options = IsGrpc ? CommonCluster.Http2() : CommonCluster.Http1();
        if (secretsOf is not null) options.HttpFilters.Add(CredentialFilters.Of(secretsOf, collector.Headers));
        return options;
    }

    private IEnumerable<HeaderValue> FixedHeaders() =>
        from header in collector.Headers where header.Value is not null select new HeaderValue { Key = header.Name, Value = header.Value };

    private StaticConfigResourceDetectorConfig Attributes(SpanSource source)
    {
        var config = new StaticConfigResourceDetectorConfig();
        foreach (var attribute in collector.ResourceAttributes)
        {
            if (attribute.Value is not null) config.Attributes[attribute.Key] = attribute.Value;
        }

        foreach (var (key, value) in source.Attributes) config.Attributes[key] = value;
        return config;
    }

    private static TypedExtensionConfig Detector(StaticConfigResourceDetectorConfig attributes) => new()
    {
        Name = "envoy.tracers.opentelemetry.resource_detectors.static_config",
        TypedConfig = DeterministicAny.Pack(attributes),
    };
}
