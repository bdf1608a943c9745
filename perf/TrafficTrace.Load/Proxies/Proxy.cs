using System.Globalization;
using TrafficTrace.Load.Http2;

namespace TrafficTrace.Load.Proxies;

/// <summary>
/// One proxy that asks and acknowledges as Envoy does: runtime first where wanted, then clusters, the endpoints that they
/// name, listeners, the routes that they name; after a reconnect all of them at once. The node goes with the first message only.
/// </summary>
internal sealed class Proxy
{
    private const string RuntimeAlone = "/envoy.service.runtime.v3.RuntimeDiscoveryService/StreamRuntime";

    private readonly Fleet _fleet;
    private readonly ISubscriptions _subscriptions;
    private readonly byte[] _node;
    private readonly bool _overlay;
    private readonly bool[] _asked = new bool[XdsTypes.Count];

    private Http2Connection? _connection;
    private GrpcStream? _stream;
    private bool _introduced;

    public Proxy(int index, Fleet fleet, FleetOptions options)
    {
        Index = index;
        _fleet = fleet;
        _overlay = options.OverlayServices is not null;
        _node = options.OverlayServices is { } services ? OverlayNode.Of(index, services) : NodeOf(index, options);
        _subscriptions = options.Delta ? new Delta(fleet.Room) : new StateOfTheWorld(fleet.Room);
        _asked[options.Rtds || _overlay ? (int)XdsType.Runtime : (int)XdsType.Cluster] = true;
    }

    public int Index { get; }

    /// <summary>True once listeners and the routes that they name have come over the present stream: the last it waits for.</summary>
    public bool Settled { get; private set; }

    public void Start(Http2Connection connection)
    {
        _subscriptions.Restart();
        _introduced = false;
        _connection = connection;
        _stream = connection.Open(_overlay ? RuntimeAlone : _subscriptions.Path, Received, _fleet.Outbox);
        for (var type = 0; type < XdsTypes.Count; type++)
        {
            if (_asked[type]) Ask((XdsType)type);
        }
    }

    public void Stop() => Settled = false;

    private void Received(ReadOnlySpan<byte> message)
    {
        var response = new DiscoveryResponse(message);
        _fleet.Arrived(Index, response.Type, message);
        var changed = _subscriptions.Take(response);
        Ask(response.Type);
        if (_overlay)
        {
            Settle();
            return;
        }

        if (changed is { } names) AskFor(names);
        else if (response.Type == XdsType.Cluster && !Asked(XdsType.Endpoint)) AskFor(XdsType.Endpoint);
        if (response.Type == XdsType.Runtime && !Asked(XdsType.Cluster)) AskFor(XdsType.Cluster);
        if (response.Type == XdsType.Endpoint && !Asked(XdsType.Listener)) AskFor(XdsType.Listener);
        if (response.Type == XdsType.Route || (response.Type == XdsType.Listener && !Asked(XdsType.Route))) Settle();
    }

    private void Settle()
    {
        if (!Settled) _fleet.Settled++;
        Settled = true;
    }

    private bool Asked(XdsType type) => _asked[(int)type];

    private void AskFor(XdsType type)
    {
        _asked[(int)type] = true;
        Ask(type);
    }

    private void Ask(XdsType type)
    {
        var request = _fleet.Request;
        request.Clear();
        if (!_introduced) Introduce(request);
        _subscriptions.Write(type, request);
        _connection!.Send(_stream!, request.Written, _fleet.Outbox);
    }

    private void Introduce(ProtoWriter request)
    {
        _introduced = true;
        request.Bytes(_subscriptions.NodeField, _node);
    }

    private static byte[] NodeOf(int index, FleetOptions options)
    {
        var node = new ProtoWriter();
        node.Text(1, string.Format(CultureInfo.InvariantCulture, options.Node, index));
        node.Text(2, "web");
        node.Text(6, "envoy");
        return node.Written.ToArray();
    }
}
