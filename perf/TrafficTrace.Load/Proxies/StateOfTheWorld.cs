namespace TrafficTrace.Load.Proxies;

/// <summary>
/// <c>DiscoveryRequest</c>: every request names all that is wanted, so an acknowledgement and a new request are one and the
/// same message.
/// </summary>
internal sealed class StateOfTheWorld : ISubscriptions
{
    private const int VersionField = 1, NamesField = 3, TypeUrlField = 4, NonceField = 5;

    private readonly byte[][] _versions = [[], [], [], [], []];
    private readonly byte[][] _nonces = [[], [], [], [], []];
    private readonly ProtoWriter _names;
    private byte[] _endpointNames = []; // as they stand in a request, tags and all
    private byte[] _routeNames = [];

    /// <param name="names">Room to write names in, shared by all proxies.</param>
    public StateOfTheWorld(ProtoWriter names) => _names = names;

    public string Path => "/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources";

    public int NodeField => 2;

    public void Restart() => Array.Fill(_nonces, []);

    public XdsType? Take(in DiscoveryResponse response)
    {
        Kept.Put(ref _versions[(int)response.Type], response.Version);
        Kept.Put(ref _nonces[(int)response.Type], response.Nonce);
        return response.Type switch
        {
            XdsType.Cluster when TakeNames(response, ref _endpointNames) => XdsType.Endpoint,
            XdsType.Listener when TakeNames(response, ref _routeNames) => XdsType.Route,
            _ => null,
        };
    }

    public void Write(XdsType type, ProtoWriter request)
    {
        if (_versions[(int)type] is { Length: > 0 } version) request.Bytes(VersionField, version);
        if (type == XdsType.Endpoint) request.Raw(_endpointNames);
        if (type == XdsType.Route) request.Raw(_routeNames);
        if (type == XdsType.Runtime) request.Bytes(NamesField, "tracing"u8);
        request.Bytes(TypeUrlField, XdsTypes.UrlBytes[(int)type]);
        if (_nonces[(int)type] is { Length: > 0 } nonce) request.Bytes(NonceField, nonce);
    }

    private bool TakeNames(in DiscoveryResponse response, ref byte[] kept)
    {
        _names.Clear();
        var fields = new ProtoReader(response.Message);
        while (fields.Next())
        {
            if (fields.Field != 2) continue;
            var name = Named.By(response.Type, fields.Bytes);
            if (!name.IsEmpty) _names.Bytes(NamesField, name);
        }

        return Kept.Put(ref kept, _names.Written);
    }
}
