using System.Globalization;
using Envoy.Api.Protos;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>
/// A whole stream on one thread: cache, mailbox and session run as continuations that a scheduler of the walk's own takes in random
/// order, between random acts of the client, of the wire and of the one who sets snapshots.
/// </summary>
internal sealed class SessionWalk : IStreamHost
{
    private readonly Random _random;
    private readonly RandomOrder _order;
    private readonly SnapshotCache _cache = new();
    private readonly WalkedTime _time = new();
    private readonly ModelServer _server;
    private readonly ModelClient _client;
    private readonly WalkedCall _call;
    private readonly XdsServer _xds;
    private readonly StreamState _state;
    private readonly Task _session;
    private XdsStream? _stream;
    private string _variant = "";
    private bool _follows;

    public SessionWalk(int seed, bool delta)
    {
        _random = new Random(seed);
        _order = new RandomOrder(_random);
        _server = new ModelServer(_random);
        _client = new ModelClient(_random, delta);
        _call = new WalkedCall(_random, delta);
        var options = new XdsOptions();
        _xds = new XdsServer(_cache, this, options, _time, NullLogger<XdsServer>.Instance, CancellationToken.None);
        _state = new StreamState(delta, null, options.MaxNames);
        _session = _order.Start(() => RunAsync(delta));
    }

    public void Run(int steps)
    {
        _call.Send(_client.Subscribe());
        for (var i = 0; i < steps; i++)
        {
            Step();
            Check(_stream is not { HasAccepted: true } || HasAccepted(), "the stream calls accepted what its client has not");
        }

        _server.Heal();
        _client.Taken.Clear();
        _time.Meanwhile = _random.Next(2) == 0 ? PublishLast : null;
        if (_time.Meanwhile is null) PublishLast();
        Settle();
        Check(!_session.IsFaulted, $"the session fails: {_session.Exception}");
        Check(_client.Types.All(type => type.HoldsAll(_server)), $"an update is lost\n{string.Join("\n", _client.Types)}");
        End();
    }

    /// <summary>A client that asks once and ends its side at once, and a host that looks for its snapshot meanwhile (xds R12).</summary>
    public void RunQuick()
    {
        _follows = true;
        var (asks, looked) = (_random.Next(2) == 0, false);
        if (asks) AskOnce();
        for (var i = 0; i < 40; i++)
        {
            if (_random.Next(4) == 0 && !asks) (asks, _) = (true, AskOnce());
            else if (_random.Next(4) == 0 && !looked && _stream is not null) looked = Look();
            else if (!_order.RunOne()) _call.FinishWrite();
        }

        if (!asks) AskOnce();
        while (_order.RunOne() | _call.FinishWrite() | (!looked && _stream is not null && (looked = Look())))
        {
        }

        Ended();
    }

    public async ValueTask<Admission> AdmitAsync(StreamStart start, Peer peer, CancellationToken cancelled)
    {
        if (_random.Next(2) == 0) await Task.Yield(); // the host may look it up somewhere first
        return new(_variant, SnapshotFollows: _follows);
    }

    public void Opened(XdsStream stream) => _stream = stream;

    public void Closed(XdsStream stream) => _stream = null;

    public void Progressed(XdsStream stream, StreamStatus before) => Check(!ReferenceEquals(before, stream.Status), "nothing is new");

    private async Task RunAsync(bool delta)
    {
        using var session = new StreamSession<SubscriptionRequest>(
            _xds, _call, request => request, _call, _state, delta, () => Peer.Unknown);
        await session.RunAsync(CancellationToken.None);
    }

    private void Step()
    {
        switch (_random.Next(17))
        {
            case 0 or 1:
                Change();
                break;
            case 2:
                _time.Meanwhile = _random.Next(2) == 0 ? Change : Move;
                break;
            case 3:
                _call.Send(_client.Subscribe());
                break;
            case 4:
                Move();
                break;
            case 5:
                _cache.Remove(new SnapshotKey("walker", _variant));
                break;
            case 6 or 7 or 8:
                _call.FinishWrite();
                break;
            case 9 or 10:
                if (_call.Take() is { } delivery) _call.Send(_client.Take(delivery));
                break;
            case 11:
                _time.Advance(_random.Next(4) == 0 ? RetryPause.Shortest : TimeSpan.FromMilliseconds(600));
                break;
            case 12:
                _client.TakeAddress();
                break;
            default:
                if (!_order.RunOne()) Asleep();
                break;
        }
    }

    private void Settle()
    {
        for (var rounds = 0; rounds < 20_000; rounds++)
        {
            if (Moves()) continue;
            _time.Advance(StreamState.Patience);
            if (Moves()) continue; // what the clock woke may have run already, and have written
            Asleep();
            if (_state.LookAgainAt is { } at && _stream?.Snapshot is not null && at > _time.GetUtcNow())
            {
                _time.Advance(at - _time.GetUtcNow());
                continue;
            }

            if (_time.Meanwhile is null) return;
            _time.GetUtcNow();
        }

        Check(false, "the stream never comes to an end");
    }

    private bool AskOnce()
    {
        _call.Send(_client.Subscribe());
        _call.HalfClose();
        return true;
    }

    private bool Look()
    {
        Change();
        _stream?.LookedForSnapshot();
        return true;
    }

    // Whatever is pending goes a step further; false when nothing is.
    private bool Moves()
    {
        if (_order.RunOne() | _call.FinishWrite()) return true;
        if (_call.Take() is not { } delivery) return false;
        _call.Send(_client.Take(delivery));
        return true;
    }

    // A stream that sleeps has nothing to do.
    private void Asleep()
    {
        if (_call.Writing || _time.Meanwhile is not null || _stream?.Snapshot is not { } snapshot) return;
        Check(_state.Next(snapshot, _time.GetUtcNow()) is null, "something is due, and the stream sleeps");
        Check(ReferenceEquals(_state.Status(), _stream.Status), "the stream sleeps, and its status is old");
        Check(_stream.HasAccepted == HasAccepted(), "the stream sleeps, and does not say whether its client has accepted all");
    }

    private bool HasAccepted() => _stream is { Snapshot: { } snapshot, Status: { Types.IsEmpty: false } status }
        && status.Types.All(type => type.ProgressTo(snapshot[type.Type]) == TypeProgress.Accepted);

    private void Change()
    {
        _server.Change();
        Publish();
    }

    private void Publish() => _cache.Set(new SnapshotKey("walker", _variant), _server.Snapshot);

    // The snapshot may wait where the stream comes to, or come to where the stream waits.
    private void Move()
    {
        _variant = _random.Next(3).ToString(CultureInfo.InvariantCulture);
        var first = _random.Next(2) == 0;
        if (first) Publish();
        _stream?.SwitchVariant(_variant);
        if (!first) Publish();
    }

    private void PublishLast()
    {
        if (_random.Next(2) == 0)
        {
            Move();
            return;
        }

        Publish();
        _stream?.SwitchVariant("elsewhere");
        _stream?.SwitchVariant(_variant); // back to what was published before
    }

    // What is due when the client ends its side is sent before the stream ends (xds R12).
    private void End()
    {
        Change();
        _call.HalfClose();
        while (_order.RunOne() | _call.FinishWrite())
        {
        }

        Ended();
    }

    private void Ended()
    {
        Check(_session.IsCompletedSuccessfully, $"the session does not end: {_session.Exception?.Message ?? _session.Status.ToString()}");
        Check(_state.Next(_server.Snapshot, _time.GetUtcNow()) is null, "the stream ends before all that was due is sent");
        Check(_stream is null && _xds.Streams.Count == 0, "the stream was not closed");
    }

    private static void Check(bool holds, string rule)
    {
        if (!holds) throw new AssertionException(rule);
    }
}
