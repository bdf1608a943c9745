using System.Collections.Concurrent;
using System.Threading.Channels;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>Remembers what the engine told its host. Every node has one snapshot, under the variant "".</summary>
internal sealed class RecordingHost : IStreamHost
{
    private readonly Channel<bool> _changed = Channel.CreateUnbounded<bool>();

    public ConcurrentQueue<Rejection> Rejections { get; } = [];

    public ConcurrentQueue<Recovery> Recoveries { get; } = [];

    /// <summary>Streams that are open now.</summary>
    public ConcurrentDictionary<long, XdsStream> Open { get; } = [];

    /// <summary>The test sets a snapshot after the stream has opened, and then says so to the stream.</summary>
    public bool SnapshotFollows { get; set; }

    /// <summary>Whether streams may be sent secrets.</summary>
    public bool Confidential { get; set; } = true;

    public ValueTask<Admission> AdmitAsync(StreamStart start, Peer peer, CancellationToken cancelled) =>
        ValueTask.FromResult(new Admission("", SnapshotFollows: SnapshotFollows, Confidential: Confidential));

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

    public void Progressed(XdsStream stream, StreamStatus before)
    {
        var (older, newer) = (Blamed(before), Blamed(stream.Status));
        foreach (var rejection in stream.Status.Rejections.Where(open => !before.Rejections.Any(known => IsSame(open, known))))
            Rejections.Enqueue(rejection);
        foreach (var resource in older.Where(resource => newer.All(open => open.Name != resource.Name)))
            Recoveries.Enqueue(new Recovery(resource, Gone: !IsServed(stream, resource)));
    }

    private static PackedResource[] Blamed(StreamStatus status) =>
        [.. status.Rejections.SelectMany(rejection => rejection.Blamed).Select(blame => blame.Resource)];

    // Of an older NACK what is still open may be left.
    private static bool IsSame(Rejection one, Rejection other) =>
        (one.TypeUrl, one.Version, one.Message, one.Time) == (other.TypeUrl, other.Version, other.Message, other.Time);

    private static bool IsServed(XdsStream stream, PackedResource resource)
    {
        var type = ResourceType.Of(resource.TypeUrl);
        return stream.Status[type]!.View.Subscription.Contains(resource.Name) && stream.Snapshot?[type].Find(resource.Name) is not null;
    }

    /// <summary>Waits until exactly <paramref name="count"/> streams are open.</summary>
    public async Task OpenStreamsAsync(int count)
    {
        using var patience = new CancellationTokenSource(XdsClient.Patience);
        while (Open.Count != count) await _changed.Reader.ReadAsync(patience.Token);
    }
}
