using System.Text;

namespace TrafficTrace.Load.Proxies;

/// <summary>
/// <c>DeltaDiscoveryRequest</c>: requests name what comes and goes, and the first one of a stream says what the client
/// still holds.
/// </summary>
internal sealed class Delta : ISubscriptions
{
    private const int TypeUrlField = 2, SubscribeField = 3, UnsubscribeField = 4, InitialVersionsField = 5, NonceField = 6;

    private readonly byte[][] _nonces = [[], [], [], [], []];
    private readonly bool[] _unanswered = new bool[XdsTypes.Count];
    private readonly bool[] _asked = new bool[XdsTypes.Count];
    private readonly HeldResources[] _held = [.. Enumerable.Range(0, XdsTypes.Count).Select(_ => new HeldResources())];
    private readonly Names _endpoints = new(); // by cluster
    private readonly Names _routes = new(); // by listener
    private readonly ProtoWriter _entry;

    /// <param name="entry">Room to write map entries in, shared by all proxies.</param>
    public Delta(ProtoWriter entry) => _entry = entry;

    public string Path => "/envoy.service.discovery.v3.AggregatedDiscoveryService/DeltaAggregatedResources";

    public int NodeField => 1;

    public void Restart()
    {
        Array.Fill(_unanswered, false);
        Array.Fill(_asked, false);
        _endpoints.Subscribed.Clear();
        _routes.Subscribed.Clear();
    }

    public XdsType? Take(in DiscoveryResponse response)
    {
        Kept.Put(ref _nonces[(int)response.Type], response.Nonce);
        _unanswered[(int)response.Type] = true;
        var fields = new ProtoReader(response.Message);
        while (fields.Next())
        {
            if (fields.Field == 2) TakeResource(response.Type, fields.Bytes);
            if (fields.Field == 6) Remove(response.Type, Encoding.UTF8.GetString(fields.Bytes));
        }

        return Named.TypeBy(response.Type) is { } named && NamesOf(named)!.Changed ? named : null;
    }

    public void Write(XdsType type, ProtoWriter request)
    {
        if (NamesOf(type) is { } names) Subscribe(type, names, request);
        if (!_asked[(int)type]) First(type, request);
        _asked[(int)type] = true;
        request.Bytes(TypeUrlField, XdsTypes.UrlBytes[(int)type]);
        if (_unanswered[(int)type]) request.Bytes(NonceField, _nonces[(int)type]);
        _unanswered[(int)type] = false;
    }

    private void First(XdsType type, ProtoWriter request)
    {
        if (type == XdsType.Runtime) request.Bytes(SubscribeField, "tracing"u8);
        var held = _held[(int)type];
        for (var i = 0; i < held.Count; i++)
        {
            _entry.Clear();
            _entry.Text(1, held[i].Name);
            _entry.Bytes(2, held[i].Version);
            request.Bytes(InitialVersionsField, _entry.Written);
        }
    }

    private Names? NamesOf(XdsType type) => type switch { XdsType.Endpoint => _endpoints, XdsType.Route => _routes, _ => null };

    private void Subscribe(XdsType type, Names names, ProtoWriter request)
    {
        foreach (var name in names.By.Values)
        {
            if (names.Subscribed.Add(name)) request.Text(SubscribeField, name);
        }

        foreach (var name in names.Subscribed.Except(names.By.Values).ToList())
        {
            names.Subscribed.Remove(name);
            _held[(int)type].Remove(name);
            request.Text(UnsubscribeField, name);
        }
    }

    private void TakeResource(XdsType type, ReadOnlySpan<byte> resource)
    {
        var name = _held[(int)type].Put(ProtoReader.Find(resource, 3), ProtoReader.Find(resource, 1));
        if (Named.TypeBy(type) is not { } named) return;
        var asked = Named.By(type, ProtoReader.Find(resource, 2));
        if (!asked.IsEmpty) NamesOf(named)!.By[name] = string.Intern(Encoding.UTF8.GetString(asked));
    }

    private void Remove(XdsType type, string name)
    {
        _held[(int)type].Remove(name);
        if (Named.TypeBy(type) is { } named) NamesOf(named)!.By.Remove(name);
    }

    /// <summary>Names to ask for, by the resource that has them, and those that were asked for.</summary>
    private sealed class Names
    {
        public Dictionary<string, string> By { get; } = [];

        public HashSet<string> Subscribed { get; } = [];

        public bool Changed => !Subscribed.SetEquals(By.Values);
    }
}
