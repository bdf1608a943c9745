using System.Collections.Concurrent;
using System.Threading.Channels;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>Remembers what the engine told its host. Every node has one snapshot, under the variant "".</summary>
internal sealed class RecordingHost : IStreamHost
{
    private readonly Channel<bool> _changed = Channel.CreateUnbounded<bool>();

    public ConcurrentQueue<Rejection> Rejections { get; } = [];

    public ConcurrentQueue<Recovery> Recoveries { get; } = [];

    public ConcurrentQueue<PackedResource> Accepts { get; } = [];

    /// <summary>Streams that are open now.</summary>
    public ConcurrentDictionary<long, XdsStream> Open { get; } = [];

    /// <summary>The test sets a snapshot after the stream has opened, and then says so to the stream.</summary>
    public bool SnapshotFollows { get; set; }

    public Admission Admit(StreamStart start) => new("", SnapshotFollows: SnapshotFollows);

    public void Opened(XdsStream stream)
    {
        Open[stream.Id] = stream;
        _changed.Writer.TryWrite(true);
    }

    public void Closed(XdsStream stream)
    {
        Open.TryRemove(stream.Id, out _);
        _changed.Writer.TryWrite(true);
    }

    public void Rejected(XdsStream stream, Rejection rejection) => Rejections.Enqueue(rejection);

    public void Recovered(XdsStream stream, Recovery recovery) => Recoveries.Enqueue(recovery);

    public void Accepted(XdsStream stream, PackedResource resource) => Accepts.Enqueue(resource);

    /// <summary>Waits until exactly <paramref name="count"/> streams are open.</summary>
    public async Task OpenStreamsAsync(int count)
    {
        using var patience = new CancellationTokenSource(XdsClient.Patience);
        while (Open.Count != count) await _changed.Reader.ReadAsync(patience.Token);
    }
}
