using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>What the counters of one server come to since this was made, labels added up.</summary>
internal sealed class Counts : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Channel<bool> _changed = Channel.CreateUnbounded<bool>();
    private readonly ConcurrentDictionary<string, long> _sums = [];

    public Counts(XdsServer server)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == server.Metrics.Meter) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, change, _, _) => Add(instrument.Name, change));
        _listener.Start();
    }

    /// <param name="name">Without the prefix that all have.</param>
    public long this[string name] => _sums.GetValueOrDefault("traffictrace_xds_" + name);

    private void Add(string name, long change)
    {
        _sums.AddOrUpdate(name, change, (_, sum) => sum + change);
        _changed.Writer.TryWrite(true);
    }

    /// <summary>Waits until this counter is at least <paramref name="sum"/>.</summary>
    public async Task ReachAsync(string name, long sum)
    {
        using var patience = new CancellationTokenSource(XdsClient.Patience);
        while (this[name] < sum) await _changed.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Waits until this counter is <paramref name="sum"/>.</summary>
    public async Task BeAsync(string name, long sum)
    {
        using var patience = new CancellationTokenSource(XdsClient.Patience);
        while (this[name] != sum) await _changed.Reader.ReadAsync(patience.Token);
    }

    public void Dispose() => _listener.Dispose();
}
