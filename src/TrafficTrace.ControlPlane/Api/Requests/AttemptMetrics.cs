using System.Diagnostics.Metrics;
using TrafficTrace.ControlPlane.Metrics;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>Who was kept out of the API, in numbers.</summary>
internal sealed class AttemptMetrics : IDisposable
{
    private readonly Meter _meter = new(FleetMetrics.MeterName);
    private readonly Counter<long> _failed;

    public AttemptMetrics() => _failed = _meter.CreateCounter<long>(
        "traffictrace_api_failed_attempts", description: "Requests to the API with a token that is none, is over or is revoked.");

    public void Failed() => _failed.Add(1);

    public void Dispose() => _meter.Dispose();
}
