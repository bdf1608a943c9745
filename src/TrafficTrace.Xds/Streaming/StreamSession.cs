using System.Globalization;
using System.Net;
using Grpc.Core;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Streaming;

/// <summary>
/// The loop of one stream: a request or a wake, then all responses that are due. It alone touches the stream's state, and it
/// has one write under way at most. A quiet stream costs its memory and nothing else.
/// </summary>
internal sealed class StreamSession<TRequest>(
    XdsServer server, IAsyncStreamReader<TRequest> requests, Func<TRequest, SubscriptionRequest> read,
    IServerStreamWriter<OutgoingResponse> responses, StreamState state, bool delta, Func<Peer> peer) : IDisposable
{
    private readonly Mailbox _mailbox = new();
    private Task<bool> _request = Task.FromResult(true);
    private Func<Peer>? _peer = peer;
    private XdsStream? _stream;
    private ITimer? _lookAgain;
    private DateTimeOffset _lookAt;
    private bool _looked; // set by the timer, on its own thread
    private long _nonce;
    private long _held;
    private IPAddress? _address;
    private int _pending;
    private PublishedSnapshot? _seen;
    private HashSet<ResourceType>? _large;

    /// <summary>Why the server ends the stream; null while it does not.</summary>
    public StreamEnd? End => _stream?.Ended ?? (server.Stopping.IsCancellationRequested ? XdsServer.IsStopping : null);

    /// <summary>Ends when the client has ended its side, with what was due sent.</summary>
    /// <exception cref="RpcException">The client broke the protocol or a limit, took nothing for too long, or the server stops.</exception>
    public async Task RunAsync(CancellationToken cancelled)
    {
        using var stop = server.Stopping.UnsafeRegister(Wake, _mailbox);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        try
        {
            await LoopAsync(reading.Token, cancelled);
        }
        finally
        {
            await StopReadingAsync(reading);
        }
    }

    /// <summary>
    /// Closes the stream for the host and for all who count it: after <see cref="RunAsync"/>, and after the reset where there is one.
    /// </summary>
    public void Dispose()
    {
        _lookAgain?.Dispose();
        CountPending(-_pending);
        server.Held.GiveBack(_address, _held);
        if (_stream is not null) server.Close(_stream);
    }

    private async Task LoopAsync(CancellationToken reading, CancellationToken cancelled)
    {
        ReadNext(reading);
        while (true)
        {
            ThrowIfOver();
            if (_request.IsCompleted)
            {
                if (!await _request) break;
                await ReceiveAsync(requests.Current, cancelled);
                await SendDueAsync(cancelled);
                ReadNext(reading);
            }
            else
            {
                await _mailbox.WaitAsync();
                ThrowIfOver();
                if (!_request.IsCompleted) await SendDueAsync(cancelled);
            }
        }

        await FirstSnapshotAsync(cancelled);
        state.EndOfRequests();
        await SendDueAsync(cancelled);
    }

    private void ReadNext(CancellationToken reading)
    {
        _request = requests.MoveNext(reading);
        if (!_request.IsCompleted) _request.GetAwaiter().UnsafeOnCompleted(_mailbox.SignalHere);
    }

    // Once the call is over Kestrel reads the rest of the request itself, and fails where somebody else still does.
    private async Task StopReadingAsync(CancellationTokenSource reading)
    {
        if (_request.IsCompleted) return;
        await reading.CancelAsync();
        await ((Task)_request).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void ThrowIfOver()
    {
        if (End is { } end) throw end.AsException();
    }

    // Whoever ends its side right after its first request is answered like any other; one that the host does not know is not kept
    // (xds R12).
    private async Task FirstSnapshotAsync(CancellationToken cancelled)
    {
        using var left = cancelled.UnsafeRegister(Wake, _mailbox);
        while (_stream?.AwaitsSnapshot() == true)
        {
            cancelled.ThrowIfCancellationRequested();
            await _mailbox.WaitAsync();
            ThrowIfOver();
        }
    }

    private static void Wake(object? mailbox) => ((Mailbox)mailbox!).Signal();

    private async ValueTask ReceiveAsync(TRequest message, CancellationToken cancelled)
    {
        var request = read(message);
        var (type, kind) = state.Receive(request, server.Time.GetUtcNow());
        server.Metrics.Received(type.Type, kind);
        if (kind is RequestKind.Ack or RequestKind.Nack) CountAnswer(type, kind);
        TellProgress(); // be there room for what it says or not
        var who = _peer?.Invoke(); // once: the stream keeps of it what is needed later
        _peer = null;
        _address ??= who?.Address;
        if (!server.Held.TryTake(_address, ref _held, state.HeldBytes))
            throw server.Refusals.NoRoom(state.Start!.NodeId, server.Options.MaxHeldBytes);
        if (who is null) return;
        _stream = await server.OpenAsync(state.Start! with { Sent = request.Node }, who, _mailbox, cancelled);
        TellProgress();
    }

    private void CountAnswer(TypeState type, RequestKind kind)
    {
        if (type.InFlight is null) CountPending(-1); // delta may have another of the type on the way
        if (kind == RequestKind.Ack) server.Metrics.Accepted(type.Type, server.Time.GetElapsedTime(type.AnsweredChange));
    }

    private void TellProgress()
    {
        if (_stream is null) return;
        var before = _stream.Status;
        _stream.Publish(state.Status());
        if (!ReferenceEquals(before, _stream.Status)) server.Host.Progressed(_stream, before);
    }

    // Kept here as well, so that a request that is refused half-way leaves nothing behind.
    private void CountPending(int change)
    {
        _pending += change;
        server.Metrics.Pending(change);
    }

    private async Task SendDueAsync(CancellationToken cancelled)
    {
        while (_stream is { Ended: null, Published: { } published }) // what ends it may have come before what is new
        {
            CountCoalesced(published);
            var now = server.Time.GetUtcNow();
            if (state.Next(_stream.Allowed(published.Snapshot), now) is not var (type, plan)) break;
            if (type.InFlight is null) CountPending(1);
            var nonce = (++_nonce).ToString(CultureInfo.InvariantCulture);
            var response = new OutgoingResponse(plan, type.Type.TypeUrlUtf8, nonce, server.Identifier, delta);
            state.Sent(type, plan, nonce, now, published.At); // before the write: the ACK may be faster than its return
            server.Metrics.Sent(type.Type, response.Size);
            _stream.Publish(state.Status());
            if (response.Size > server.Options.LargeResponse) ReportLarge(type.Type, response.Size);
            await server.WriteAsync(responses, response, cancelled);
        }

        _stream?.TellAccepted(state);
        ScheduleLook();
    }

    // Once a stream and type: who reconnects in vain is told of again, and who takes it is not told of with every change.
    private void ReportLarge(ResourceType type, int size)
    {
        server.Metrics.Large(type);
        if ((_large ??= []).Add(type)) server.Log.LargeResponse(_stream!.NodeId, type.ShortName, size, server.Options.LargeResponse);
    }

    // A snapshot that a newer one replaced before this stream looked at it was never sent, and need not be.
    private void CountCoalesced(PublishedSnapshot published)
    {
        if (_seen is { } seen && seen.Key == published.Key && published.Revision > seen.Revision + 1)
            server.Metrics.Coalesced(published.Revision - seen.Revision - 1);
        _seen = published;
    }

    private void ScheduleLook()
    {
        if (state.LookAgainAt is not { } at || _stream?.Published is null) // a snapshot that comes wakes
        {
            _lookAgain?.Dispose();
            _lookAgain = null;
            return;
        }

        // A timer that has gone off may have been a little early by the other clock: it is set again then.
        if (_lookAgain is not null && _lookAt == at && !Volatile.Read(ref _looked)) return;
        var due = at - server.Time.GetUtcNow();
        if (due < TimeSpan.Zero) due = TimeSpan.Zero;
        (_lookAt, _looked) = (at, false);
        _lookAgain ??= server.Time.CreateTimer(Look, this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _lookAgain.Change(due, Timeout.InfiniteTimeSpan);
    }

    private static void Look(object? session)
    {
        var due = (StreamSession<TRequest>)session!;
        Volatile.Write(ref due._looked, true);
        due._mailbox.Signal();
    }
}
