using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.Xds;
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
    private readonly FakeTimeProvider _time = new();
    private readonly ModelServer _server;
    private readonly ModelClient _client;
    private readonly WalkedCall _call;
    private readonly Task _session;
    private XdsStream? _stream;
    private string _variant = "";

    public SessionWalk(int seed, bool delta)
    {
        _random = new Random(seed);
        _order = new RandomOrder(_random);
        _server = new ModelServer(_random);
        _client = new ModelClient(_random, delta);
        _call = new WalkedCall(_random, delta);
        var options = new XdsOptions();
        var server = new XdsServer(_cache, this, options, _time, NullLogger<XdsServer>.Instance, CancellationToken.None);
        var state = new StreamState(delta, null, options);
        var session = new StreamSession<SubscriptionRequest>(server, _call, request => request, _call, state, delta);
        _session = _order.Start(() => session.RunAsync(CancellationToken.None));
    }

    public void Run(int steps)
    {
        _call.Send(_client.Subscribe());
        for (var i = 0; i < steps; i++) Step();
        _server.Heal();
        Publish();
        Settle();
        Check(!_session.IsFaulted, $"the session fails: {_session.Exception}");
        Check(_client.Types.All(type => type.HoldsAll(_server)), $"an update is lost\n{string.Join("\n", _client.Types)}");
        _call.HalfClose();
        while (_order.RunOne())
        {
        }

        Check(_session.IsCompletedSuccessfully, $"the session does not end: {_session.Exception?.Message ?? _session.Status.ToString()}");
        Check(_stream is null, "the stream was not closed");
    }

    public string VariantOf(StreamStart start) => _variant;

    public void Opened(XdsStream stream) => _stream = stream;

    public void Closed(XdsStream stream) => _stream = null;

    public void Rejected(XdsStream stream, Rejection rejection)
    {
    }

    private void Step()
    {
        switch (_random.Next(12))
        {
            case 0 or 1:
                _server.Change();
                Publish();
                break;
            case 2:
                _call.Send(_client.Subscribe());
                break;
            case 3:
                Move();
                break;
            case 4 or 5:
                _call.FinishWrite();
                break;
            case 6 or 7:
                if (_call.Take() is { } delivery) _call.Send(_client.Take(delivery));
                break;
            default:
                _order.RunOne();
                break;
        }
    }

    private void Settle()
    {
        for (var rounds = 0; rounds < 20_000; rounds++)
        {
            if (_order.RunOne() | _call.FinishWrite()) continue;
            if (_call.Take() is { } delivery)
            {
                _call.Send(_client.Take(delivery));
                continue;
            }

            _time.Advance(StreamState.Patience);
            if (!_order.RunOne()) return;
        }

        Check(false, "the stream never comes to an end");
    }

    private void Publish() => _cache.Set(new SnapshotKey("walker", _variant), _server.Snapshot);

    private void Move()
    {
        _variant = _random.Next(3).ToString(CultureInfo.InvariantCulture);
        if (_random.Next(2) == 0) Publish();
        _stream?.SwitchVariant(_variant);
        Publish();
    }

    private static void Check(bool holds, string rule)
    {
        if (!holds) throw new AssertionException(rule);
    }
}
