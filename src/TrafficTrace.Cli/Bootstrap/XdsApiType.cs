namespace TrafficTrace.Cli.Bootstrap;

/// <summary>Envoy's <c>ApiConfigSource.api_type</c>, spelled as Envoy does: state-of-the-world or delta.</summary>
internal enum XdsApiType
{
    GRPC,
    DELTA_GRPC,
}
