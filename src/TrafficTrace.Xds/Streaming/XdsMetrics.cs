using System.Diagnostics.Metrics;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Streaming;

/// <summary>Counts of the engine, as OpenTelemetry meters; no label grows with the fleet.</summary>
public sealed class XdsMetrics
{
    public const string MeterName = "TrafficTrace.Xds";

    private static readonly string[] Confirmations = [.. Enum.GetNames<RequestKind>().Select(name => name.ToLowerInvariant())];

    // The exporter's own boundaries are for milliseconds: every delivery would be below the first.
    private static readonly double[] DeliverySeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly UpDownCounter<long> _streams;
    private readonly UpDownCounter<long> _pending;
    private readonly Counter<long> _responses;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _large;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _cutOff;
    private readonly Counter<long> _coalesced;
    private readonly Histogram<double> _delivery;

    public XdsMetrics()
    {
        _streams = Meter.CreateUpDownCounter<long>("traffictrace_xds_streams_active", description: "Open discovery streams.");
        _pending = Meter.CreateUpDownCounter<long>(
            "traffictrace_xds_responses_pending", description: "Responses that are neither accepted nor rejected yet.");
        _responses = Meter.CreateCounter<long>("traffictrace_xds_responses_sent", description: "Discovery responses written.");
        _bytes = Meter.CreateCounter<long>("traffictrace_xds_responses_sent_bytes", "By", "Bytes of discovery responses written.");
        _large = Meter.CreateCounter<long>(
            "traffictrace_xds_responses_large", description: "Discovery responses larger than most gRPC clients take.");
        _requests = Meter.CreateCounter<long>(
            "traffictrace_xds_requests_received", description: "Discovery requests by what they confirm.");
        _cutOff = Meter.CreateCounter<long>(
            "traffictrace_xds_streams_cut_off", description: "Streams ended because the client took nothing.");
        _coalesced = Meter.CreateCounter<long>(
            "traffictrace_xds_snapshots_coalesced", description: "Snapshots that a newer one replaced before they were sent.");
        _delivery = Meter.CreateHistogram<double>(
            "traffictrace_xds_delivery",
            "s",
            "From a change in the snapshot to its ACK.",
            advice: new() { HistogramBucketBoundaries = DeliverySeconds });
    }

    /// <summary>For who listens to one server of several in a process.</summary>
    public Meter Meter { get; } = new(MeterName);

    internal void Opened(XdsStream stream) => _streams.Add(1, Variant(stream));

    internal void Closed(XdsStream stream) => _streams.Add(-1, Variant(stream));

    internal void Sent(ResourceType type, int size)
    {
        var label = Type(type);
        _responses.Add(1, label);
        _bytes.Add(size, label);
    }

    internal void Large(ResourceType type) => _large.Add(1, Type(type));

    internal void Received(ResourceType type, RequestKind kind)
    {
        if (_requests.Enabled) _requests.Add(1, Type(type), new("confirmation", Confirmations[(int)kind]));
    }

    internal void Accepted(ResourceType type, TimeSpan sinceChange) => _delivery.Record(sinceChange.TotalSeconds, Type(type));

    internal void Pending(int change) => _pending.Add(change);

    internal void Coalesced(long snapshots) => _coalesced.Add(snapshots);

    internal void CutOff() => _cutOff.Add(1);

    private static KeyValuePair<string, object?> Type(ResourceType type) => new("type", type.ShortName);

    private static KeyValuePair<string, object?> Variant(XdsStream stream) => new("variant", stream.Start.Delta ? "delta" : "sotw");
}
