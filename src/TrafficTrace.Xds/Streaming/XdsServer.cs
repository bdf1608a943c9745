using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Xds.Streaming;

/// <summary>
/// An xDS management server: snapshots in, streams out. Knows nodes, types, resources and snapshots, and nothing of what a
/// resource means. The gRPC services under <c>Services</c> are its doors.
/// </summary>
public sealed class XdsServer(
    SnapshotCache cache, IStreamHost host, XdsOptions options, TimeProvider time, ILogger<XdsServer> log, CancellationToken stopping)
{
    internal static readonly StreamEnd IsStopping =
        new(StreamEndCode.Unavailable, "the control plane is stopping; what was sent stays in force");

    private static readonly StreamEnd IsOld = new(
        StreamEndCode.Unavailable, "the stream has grown old; connect again, maybe to another instance. What was sent stays in force")
    {
        EndsConnection = true,
    };

    private readonly StreamRegistry _streams = new(options);
    private volatile bool _isEnding;
    private long _lastId;

    /// <summary>All open streams whose client has said who it is.</summary>
    public IReadOnlyList<XdsStream> Streams => _streams.All();

    public XdsMetrics Metrics { get; } = new();

    internal IStreamHost Host => host;

    internal XdsOptions Options => options;

    internal ILogger Log => log;

    internal TimeProvider Time => time;

    internal CancellationToken Stopping => stopping;

    internal Refusals Refusals { get; } = new(log, time);

    internal HeldBytes Held { get; } = new(options.MaxHeldBytes, options.MaxHeldBytesPerAddress);

    /// <summary>A serialised <c>ControlPlane</c> message (xds R35).</summary>
    internal byte[] Identifier { get; } = new ControlPlane { Identifier = options.Identifier }.ToByteArray();

    /// <param name="requests">What the client sends.</param>
    /// <param name="responses">What it is sent.</param>
    /// <param name="impliedTypeUrl">The one type of a per-type service; null for ADS.</param>
    /// <param name="call">The call that these belong to.</param>
    public Task StreamAsync(
        IAsyncStreamReader<DiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, string? impliedTypeUrl,
        ServerCallContext call) =>
        RunAsync(requests, RequestReader.Read, responses, impliedTypeUrl, delta: false, call);

    /// <inheritdoc cref="StreamAsync"/>
    public Task DeltaAsync(
        IAsyncStreamReader<DeltaDiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, string? impliedTypeUrl,
        ServerCallContext call) =>
        RunAsync(requests, RequestReader.Read, responses, impliedTypeUrl, delta: true, call);

    /// <summary>
    /// Ends the streams that are too old by now, as far as <see cref="XdsOptions.MaxStreamAge"/> has them grow old. To be called each
    /// second.
    /// </summary>
    public void EndOld()
    {
        foreach (var stream in _streams.OldAt(time.GetTimestamp())) stream.End(IsOld);
    }

    /// <summary>
    /// Lets no new stream in, and ends those that are open, over the time that <see cref="StopPace"/> gives them: their clients are not to
    /// come to other instances all at once.
    /// </summary>
    /// <param name="hurry">Ends all that are left at once.</param>
    public async Task EndAllAsync(CancellationToken hurry)
    {
        _isEnding = true;
        var streams = _streams.All();
        var start = time.GetTimestamp();
        for (var ended = 0; ended < streams.Count;)
        {
            var due = hurry.IsCancellationRequested ? streams.Count : StopPace.Due(streams.Count, time.GetElapsedTime(start));
            for (; ended < due; ended++) streams[ended].End(IsStopping);
            if (ended < streams.Count)
                await Task.Delay(StopPace.Step, time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <exception cref="RpcException">The host does not admit the stream, or a limit does not.</exception>
    internal async ValueTask<XdsStream> OpenAsync(StreamStart start, Peer peer, Mailbox mailbox, CancellationToken cancelled)
    {
        if (_isEnding) throw IsStopping.AsException();
        var admission = await host.AdmitAsync(start, peer, cancelled);
        if (admission.Refusal is { } refusal) throw refusal.AsException();
        var stream = new XdsStream(Interlocked.Increment(ref _lastId), start with { Sent = null }, admission, cache, mailbox)
        {
            OpenedAt = Time.GetUtcNow(),
            Address = peer.Address,
            Encrypted = peer.Encrypted,
            OldAt = OldAt(),
        };
        try
        {
            if (_streams.Add(stream, Refusals) is { } displaced) Displace(displaced, stream);
        }
        catch
        {
            stream.Close();
            throw;
        }

        Metrics.Opened(stream);
        host.Opened(stream);
        return stream;
    }

    internal void Close(XdsStream stream)
    {
        stream.Close();
        _streams.Remove(stream);
        Metrics.Closed(stream);
        host.Closed(stream);
    }

    /// <exception cref="TimeoutException">The client did not take the response within <see cref="XdsOptions.SendTimeout"/>.</exception>
    internal async ValueTask WriteAsync(
        IServerStreamWriter<OutgoingResponse> responses, OutgoingResponse response, CancellationToken cancelled)
    {
        var write = responses.WriteAsync(response, cancelled);
        if (!write.IsCompletedSuccessfully) await write.WaitAsync(options.SendTimeout, time, cancelled);
    }

    private async Task RunAsync<TRequest>(
        IAsyncStreamReader<TRequest> requests, Func<TRequest, SubscriptionRequest> read, IServerStreamWriter<OutgoingResponse> responses,
        string? impliedTypeUrl, bool delta, ServerCallContext call)
    {
        var state = new StreamState(delta, impliedTypeUrl, options.MaxNames, options.KeptMetadata);
        using var session = new StreamSession<TRequest>(this, requests, read, responses, state, delta, () => CallPeer.Of(call));
        try
        {
            await session.RunAsync(call.CancellationToken);
        }
        catch (RpcException) when (session.End is { EndsConnection: true })
        {
            call.GetHttpContext().Connection.RequestClose();
            throw;
        }
        catch (TimeoutException)
        {
            CutOff(state.Start!.NodeId, call);
        }
        catch (Exception gone) when (HasLeft(gone, call))
        {
            log.Left(gone, state.Start?.NodeId ?? "a client that did not say who it is"); // there is nobody else to tell
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or ConnectionAbortedException)
        {
            // What no frame can be read from; or a reset, which shows as this before the call counts as cancelled.
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"what came is no message: {broken.Message}"));
        }
    }

    // By the clock that nobody sets.
    private long OldAt()
    {
        if (options.MaxStreamAge is not { } age) return long.MaxValue;
        var share = 0.9 + (0.2 * options.Jitter.NextDouble());
        return time.GetTimestamp() + (long)(age.TotalSeconds * share * time.TimestampFrequency);
    }

    private static bool HasLeft(Exception failure, ServerCallContext call) => call.CancellationToken.IsCancellationRequested
        && failure is OperationCanceledException or IOException or InvalidOperationException;

    private void Displace(XdsStream older, XdsStream newer)
    {
        older.End(
            StreamEndCode.ResourceExhausted,
            $"a stream from {newer.Address} takes the place of this one; a node may have {options.MaxStreamsPerNode} streams");
        log.Displaced(newer.NodeId, options.MaxStreamsPerNode, older.Address, newer.Address);
    }

    // A status would wait behind what the client does not take, and the server would keep both: only a reset frees them.
    private void CutOff(string nodeId, ServerCallContext call)
    {
        Metrics.CutOff();
        log.CutOff(nodeId, options.SendTimeout.TotalSeconds);
        call.GetHttpContext().Abort();
    }
}
