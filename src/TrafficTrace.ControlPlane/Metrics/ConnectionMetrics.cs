using System.Diagnostics.Metrics;
using TrafficTrace.ControlPlane.Ports;
using TrafficTrace.ControlPlane.Tls;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Metrics;

/// <summary>How proxies come, and until when they can: as OpenTelemetry meters, counted when somebody scrapes.</summary>
internal sealed class ConnectionMetrics : IDisposable
{
    public const string MeterName = "TrafficTrace.ControlPlane.Connections";

    private readonly Meter _meter = new(MeterName);

    public ConnectionMetrics(XdsServer xds, TlsPorts tls, ConnectionCounts connections)
    {
        _meter.CreateObservableGauge(
            "traffictrace_connections", () => Of(connections, port => port.Open), description: "Open connections, by port.");
        _meter.CreateObservableCounter(
            "traffictrace_connections_refused",
            () => Of(connections, port => port.Refused),
            description: "Connections that were closed at once since there were too many, by port.");
        _meter.CreateObservableCounter(
            "traffictrace_tls_handshakes_failed",
            () => Of(connections, port => port.FailedHandshakes),
            description: "TLS handshakes that came to nothing, by port.");
        _meter.CreateObservableGauge(
            "traffictrace_proxy_streams",
            () => Streams(xds),
            description: "Open discovery streams of proxies, by whether their connections are encrypted.");
        _meter.CreateObservableGauge(
            "traffictrace_tls_certificate_expires_timestamp_seconds",
            () => tls.States.Where(port => port.NotAfter is not null).Select(port => new Measurement<long>(
                port.NotAfter!.Value.ToUnixTimeSeconds(), new KeyValuePair<string, object?>("port", port.Port))),
            description: "When the certificate in force ends, by port.");
        _meter.CreateObservableGauge(
            "traffictrace_tls_certificate_errors",
            () => tls.States.Select(port => new Measurement<int>(
                port.Faults.Length, new KeyValuePair<string, object?>("port", port.Port))),
            description: "What is wrong with the files of certificates, by port: the one before stays in force.");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Of(ConnectionCounts connections, Func<PortCounts, long> count) => connections.All
        .Select(port => new Measurement<long>(count(port.Value), new KeyValuePair<string, object?>("port", port.Key)));

    private static IEnumerable<Measurement<int>> Streams(XdsServer xds)
    {
        var proxies = xds.Streams.Where(stream => !stream.Observer).ToLookup(stream => stream.Encrypted);
        return [Of("tls", proxies[true].Count()), Of("plain", proxies[false].Count())];
    }

    private static Measurement<int> Of(string transport, int streams) =>
        new(streams, new KeyValuePair<string, object?>("transport", transport));
}
