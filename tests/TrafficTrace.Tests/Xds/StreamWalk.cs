using System.Globalization;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>A random life of one stream: the protocol's state on one side, a model of a client on the other, a wire between.</summary>
internal sealed class StreamWalk
{
    private readonly Random _random;
    private readonly StreamState _state;
    private readonly ModelServer _server;
    private readonly ModelClient _client;
    private readonly WireRules _rules;
    private readonly Queue<Delivery> _wire = [];
    private readonly List<string> _story = [];
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private int _nonce;

    public StreamWalk(int seed, bool delta)
    {
        _random = new Random(seed);
        _state = new StreamState(delta, null, new XdsOptions().MaxNames);
        _server = new ModelServer(_random);
        _client = new ModelClient(_random, delta);
        _rules = new WireRules(delta, _server, _client);
    }

    /// <summary>What happened, for people.</summary>
    public IEnumerable<string> Story => _story;

    public void Run(int steps)
    {
        Receive(_client.Subscribe());
        for (var i = 0; i < steps; i++) Step();
        _server.Heal();
        Settle();
        AddressesComeFree();
        Check(_client.Types.All(type => type.HoldsAll(_server)), "the client does not hold what there is");
        Check(!_client.Starving(_server).Any(), "a changed cluster gets no endpoints (R103)");
        Repeating();
    }

    private void Step()
    {
        switch (_random.Next(11))
        {
            case 0 or 1 or 2:
                _server.Change();
                Send();
                break;
            case 3 or 4:
                Receive(_client.Subscribe());
                break;
            case 5:
                _now += _random.Next(4) == 0 ? RetryPause.Shortest : TimeSpan.FromMilliseconds(600);
                Send();
                break;
            case 6:
                Quiet("a wake for nothing");
                break;
            case 7:
                _client.TakeAddress();
                break;
            default:
                if (_wire.TryDequeue(out var delivery)) Receive(_client.Take(delivery));
                break;
        }
    }

    // All that is under way arrives and is answered, until nothing more comes.
    private void Settle()
    {
        Send();
        for (var rounds = 0; _wire.Count > 0 || _state.LookAgainAt <= _now + StreamState.Patience; rounds++)
        {
            Check(rounds < 200, "the server never comes to an end");
            if (_wire.TryDequeue(out var delivery)) Receive(_client.Take(delivery));
            if (_wire.Count > 0) continue;
            _now += StreamState.Patience;
            Send();
        }
    }

    // Nothing changes, and what could not be taken is taken once its pause is over (R26).
    private void AddressesComeFree()
    {
        _client.Taken.Clear();
        for (var rounds = 0; _state.LookAgainAt is { } at; rounds++)
        {
            Check(rounds < 50, "what was rejected for a passing reason never comes to an end");
            _now = at;
            Settle();
        }
    }

    private void Repeating()
    {
        for (var i = 0; i < 4; i++)
        {
            if (_client.Repeat() is { } request) _state.Receive(request, _now);
            _now += StreamState.Patience;
            Quiet("a request that asks for nothing new");
        }
    }

    private void Receive(SubscriptionRequest request)
    {
        var (state, kind) = _state.Receive(request, _now);
        _story.Add(
            $"< {state.Type} {kind} names=[{Join(request.Names)}] +[{Join(request.Subscribe)}] -[{Join(request.Unsubscribe)}] "
                + $"{request.Error?.Message}");
        _rules.Received(request, kind, _now);
        Send();
    }

    private void Send()
    {
        while (_state.Next(_server.Snapshot, _now) is var (type, plan))
        {
            var delivery = new Delivery(type.Type, (++_nonce).ToString(CultureInfo.InvariantCulture), plan);
            _story.Add($"> {type.Type} {delivery.Nonce} [{Join(plan.Resources)}] removed [{Join(plan.Removed)}]");
            _rules.Sent(delivery, _wire, _now);
            _state.Sent(type, plan, delivery.Nonce, _now);
            _wire.Enqueue(delivery);
        }
    }

    private void Quiet(string reason) =>
        Check(_state.Next(_server.Snapshot, _now) is null, $"something is sent after {reason} (R32)");

    private void Check(bool holds, string rule)
    {
        if (holds) return;
        var there = Palette.Types.SelectMany(_server.All)
            .Select(resource => $"{resource.TypeUrl.Split('.')[^1]}/{resource.Name}@{resource.Version[..4]}");
        throw new AssertionException($"{rule}\n{string.Join("\n", _client.Types)}\nthere is {string.Join(" ", there)}");
    }

    private static string Join<T>(IEnumerable<T>? items) => string.Join(",", items ?? []);
}
