namespace TrafficTrace.Core.Resources;

/// <summary>An OpenTelemetry collector, or whatever else takes OTLP.</summary>
/// <param name="Name">Of the tracing backend.</param>
/// <param name="Host">IP address without brackets, or DNS name.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Protocol">gRPC, or HTTP with protobuf bodies.</param>
public sealed record OpenTelemetryCollector(string Name, string Host, int Port, OtlpProtocol Protocol) : Collector(Name)
{
    public const string DefaultPath = "/v1/traces";

    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    private readonly ValueList<string> _secrets; // asked for once a proxy

    public override string Type => "opentelemetry";

    /// <summary>Of HTTP.</summary>
    public string Path { get; init; } = DefaultPath;

    public ValueList<CollectorHeader> Headers
    {
        get;
        init
        {
            field = value;
            _secrets = [.. value.Select(header => header.Secret).OfType<string>().Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>For one export.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>Null: in plain text.</summary>
    public CollectorTls? Tls { get; init; }

    /// <summary><c>service.name</c> of all spans; null: the service of each proxy.</summary>
    public string? ServiceName { get; init; }

    public ValueList<ResourceAttribute> ResourceAttributes { get; init; } = [];

    /// <summary>Spans that an Envoy holds for an export at most; null: Envoy's default.</summary>
    public int? MaxCacheSize { get; init; }

    public override ValueList<string> Secrets => _secrets;

    public override T Match<T>(ICollectorMatch<T> match) => match.Of(this);
}
