using System.Diagnostics.Metrics;
using System.Text.Json;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Metrics;

/// <summary>Who is let in and how, counted when somebody scrapes.</summary>
internal sealed class CredentialMetrics : IDisposable
{
    private readonly Meter _meter = new(FleetMetrics.MeterName);
    private readonly XdsServer _server;
    private readonly TimeProvider _time;

    public CredentialMetrics(XdsServer server, RefusalReport refusals, TimeProvider time)
    {
        (_server, _time) = (server, time);
        _meter.CreateObservableGauge(
            "traffictrace_xds_streams_authenticated", Ways, description: "Open discovery streams by how they have shown who they are.");
        _meter.CreateObservableGauge(
            "traffictrace_xds_credentials_expiring",
            Expiring,
            description: "Open discovery streams whose token or certificate expires within seven days, or has expired.");
        _meter.CreateObservableCounter(
            "traffictrace_xds_streams_refused",
            () => refusals.Counts.Select(one => new Measurement<long>(one.Count, Label("reason", one.Reason))),
            description: "Discovery streams that were not let in, by reason.");
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Ways()
    {
        var streams = Identities().CountBy(identity => identity.Way).ToDictionary();
        return Enum.GetValues<AuthenticationWay>().Select(way => new Measurement<int>(streams.GetValueOrDefault(way), Label("way", way)));
    }

    private IEnumerable<Measurement<int>> Expiring()
    {
        var now = _time.GetUtcNow();
        var ends = Identities().Select(identity => identity.ExpiresAt).Where(end => end - ProxyIdentity.ExpiresSoon <= now).ToList();
        var expired = ends.Count(end => end <= now);
        yield return new(ends.Count - expired, new KeyValuePair<string, object?>("state", "expiring"));
        yield return new(expired, new KeyValuePair<string, object?>("state", "expired"));
    }

    private IEnumerable<ProxyIdentity> Identities() =>
        _server.Streams.Where(stream => !stream.Observer).Select(ProxyIdentity.Of);

    private static KeyValuePair<string, object?> Label<T>(string name, T value) where T : struct, Enum =>
        new(name, JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
}
