namespace TrafficTrace.Core.Resources;

/// <summary>How spans go to an OpenTelemetry collector: <c>conf.protocol</c> of the backend.</summary>
public enum OtlpProtocol
{
    Grpc,
    Http,
}
