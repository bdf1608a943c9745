using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.Xds;

/// <summary>
/// A client that subscribes at random and rejects what is poisoned, as Envoy does it: it names the bad resources and takes the
/// others, or names none and takes none. Some names it can't take for now, whatever their content.
/// </summary>
internal sealed class ModelClient
{
    private readonly Random _random;
    private readonly bool _delta;
    private readonly Dictionary<ResourceType, ModelType> _types;
    private readonly HashSet<string> _warming = new(StringComparer.Ordinal);

    public ModelClient(Random random, bool delta)
    {
        _random = random;
        _delta = delta;
        _types = Palette.Types.ToDictionary(type => type, type => new ModelType(type, delta));
    }

    /// <summary>Names whose address another process holds.</summary>
    public HashSet<string> Taken { get; } = new(StringComparer.Ordinal);

    public IEnumerable<ModelType> Types => _types.Values;

    public ModelType this[ResourceType type] => _types[type];

    /// <summary>Changes the subscription of some type.</summary>
    public SubscriptionRequest Subscribe()
    {
        var type = _types[Palette.Types[_random.Next(Palette.Types.Length)]];
        return _delta ? Change(type) : Replace(type);
    }

    /// <summary>A request that asks for what is asked for already, of a type that was subscribed; null when none was.</summary>
    public SubscriptionRequest? Repeat()
    {
        var type = _types[Palette.Types[_random.Next(Palette.Types.Length)]];
        return type.Subscribed ? Answer(type, null) : null;
    }

    /// <summary>Another process takes an address, or gives one back.</summary>
    public void TakeAddress()
    {
        var name = Palette.Names[_random.Next(Palette.Names.Length)];
        if (!Taken.Remove(name)) Taken.Add(name);
    }

    /// <summary>Takes a response from the wire and accepts or rejects it.</summary>
    public SubscriptionRequest Take(Delivery delivery)
    {
        var type = _types[delivery.Type];
        type.Nonce = delivery.Nonce;
        var bad = delivery.Plan.Resources.Where(IsBad).ToList();
        var namesThem = bad.Count > 0 && _random.Next(2) == 0;
        if (bad.Count == 0 || (namesThem && (_delta || !type.Type.Complete)))
        {
            var good = delivery.Plan.Resources.Where(resource => !IsBad(resource)).ToList();
            Warm(type, good);
            type.Apply(good, delivery.Plan.Removed);
        }

        if (bad.Count == 0) return Answer(type, null);
        return Answer(type, namesThem ? string.Join("\n", bad.Select(resource => $"{resource.Name}: {Fault(resource)}")) : Fault(bad[0]));
    }

    private bool IsBad(PackedResource resource) => Palette.IsPoison(resource) || Taken.Contains(resource.Name);

    private static string Fault(PackedResource resource) =>
        Palette.IsPoison(resource) ? "it is no good" : "cannot bind: Address already in use";

    /// <summary>Clusters that wait for endpoints which there are, and which were asked for: for ever, if no more comes.</summary>
    public IEnumerable<string> Starving(ModelServer server) =>
        _warming.Where(name => _types[ResourceType.Endpoints].Wants(name) && server.Find(ResourceType.Endpoints, name) is not null
            && _types[ResourceType.Cluster].Held.ContainsKey(name));

    private void Warm(ModelType type, List<PackedResource> resources)
    {
        if (type.Type == ResourceType.Cluster)
        {
            _warming.UnionWith(
                resources.Where(cluster => !cluster.Equals(type.Held.GetValueOrDefault(cluster.Name))).Select(cluster => cluster.Name));
        }

        if (type.Type == ResourceType.Endpoints)
            _warming.ExceptWith(resources.Select(endpoints => endpoints.Name));
    }

    private SubscriptionRequest Replace(ModelType type)
    {
        var names = Some().ToList();
        if (type.Type.Complete && _random.Next(4) == 0) names.Add("*");
        type.Replace(names);
        return Answer(type, null);
    }

    private SubscriptionRequest Change(ModelType type)
    {
        var subscribe = Some().ToList();
        var unsubscribe = Some().Where(name => !subscribe.Contains(name)).ToList();
        if (type.Type.Complete && _random.Next(5) == 0) subscribe.Add("*");
        else if (type.Type.Complete && _random.Next(5) == 0) unsubscribe.Add("*");
        type.Change(subscribe, unsubscribe);
        return new SubscriptionRequest(type.Type.TypeUrl, "", null, Node()) { Subscribe = subscribe, Unsubscribe = unsubscribe };
    }

    private SubscriptionRequest Answer(ModelType type, string? error)
    {
        var status = error is null ? null : new Google.Rpc.Status { Message = error };
        var request = new SubscriptionRequest(type.Type.TypeUrl, type.Nonce, status, Node());
        return _delta
            ? request
            : request with { Names = [.. type.Names, .. type is { Wildcard: true, EverNamed: true } ? new[] { "*" } : []] };
    }

    private IEnumerable<string> Some() => Palette.Names.Where(_ => _random.Next(3) == 0);

    private static Node Node() => new() { Id = "walker" };
}
