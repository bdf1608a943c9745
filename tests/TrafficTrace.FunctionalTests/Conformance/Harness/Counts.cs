using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using TrafficTrace.Xds;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>What the counters of one server come to since this was made, labels added up.</summary>
internal sealed class Counts : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = [];

    public Counts(XdsServer server)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == server.Metrics.Meter) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, change, _, _) => _sums.AddOrUpdate(instrument.Name, change, (_, sum) => sum + change));
        _listener.Start();
    }

    /// <param name="name">Without the prefix that all have.</param>
    public long this[string name] => _sums.GetValueOrDefault("traffictrace_xds_" + name);

    public void Dispose() => _listener.Dispose();
}
