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
    private readonly StreamRegistry _streams = new(options);
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

    /// <exception cref="RpcException">The host does not admit the stream, or a limit does not.</exception>
    internal async ValueTask<XdsStream> OpenAsync(StreamStart start, Peer peer, Mailbox mailbox, CancellationToken cancelled)
    {
        var admission = await host.AdmitAsync(start, peer, cancelled);
        if (admission.Refusal is { } refusal) throw refusal.AsException();
        var stream = new XdsStream(Interlocked.Increment(ref _lastId), start with { Sent = null }, admission, cache, mailbox)
        {
            OpenedAt = Time.GetUtcNow(),
            Address = peer.Address,
            Encrypted = peer.Encrypted,
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
