using Envoy.Api.Protos;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.Xds;

/// <summary>One type as a client knows it: what it asked for and what it holds.</summary>
internal sealed class ModelType(ResourceType type, bool delta)
{
    public ResourceType Type { get; } = type;

    public bool Subscribed { get; private set; }

    public SortedSet<string> Names { get; private set; } = new(StringComparer.Ordinal);

    public bool Wildcard { get; private set; }

    public Dictionary<string, PackedResource> Held { get; } = new(StringComparer.Ordinal);

    /// <summary>Nonce of the last response that was taken from the wire.</summary>
    public string Nonce { get; set; } = "";

    /// <summary>State-of-the-world: no names mean nothing once there was one.</summary>
    public bool EverNamed { get; private set; }

    public bool Wants(string name) => Wildcard || Names.Contains(name);

    public void Replace(IReadOnlyList<string> names)
    {
        EverNamed |= names.Count > 0;
        Wildcard = Type.Complete && (names.Contains("*") || !EverNamed);
        Names = new SortedSet<string>(names.Where(name => name != "*"), StringComparer.Ordinal);
        Drop();
    }

    public void Change(IReadOnlyList<string> subscribe, IReadOnlyList<string> unsubscribe)
    {
        if (Type.Complete)
            Wildcard = (Wildcard || subscribe.Contains("*") || (!Subscribed && subscribe.Count == 0)) && !unsubscribe.Contains("*");
        Names.UnionWith(subscribe.Where(name => name != "*"));
        Names.ExceptWith(unsubscribe);
        Drop();
    }

    /// <summary>Takes in what of a response is good; ignores what was not asked for.</summary>
    public void Apply(IReadOnlyCollection<PackedResource> resources, IReadOnlyCollection<string> removed)
    {
        if (!delta && Type.Complete) Held.Clear();
        foreach (var name in removed) Held.Remove(name);
        foreach (var resource in resources.Where(resource => Wants(resource.Name))) Held[resource.Name] = resource;
    }

    /// <summary>
    /// The client holds what it wants and there is. State-of-the-world tells nothing of what is gone of a type whose responses are not
    /// complete, so there the client may hold more.
    /// </summary>
    public bool HoldsAll(ModelServer server)
    {
        if (!Subscribed) return true;
        var wanted = server.All(Type).Where(resource => Wants(resource.Name)).ToList();
        var exact = delta || Type.Complete;
        return wanted.All(resource => Held.TryGetValue(resource.Name, out var held) && held.Equals(resource))
            && (!exact || Held.Count == wanted.Count);
    }

    public override string ToString() =>
        $"{Type} wants {(Wildcard ? "* " : "")}[{string.Join(",", Names)}] holds "
            + $"[{string.Join(",", Held.Values.Select(resource => $"{resource.Name}@{resource.Version[..4]}"))}]";

    private void Drop()
    {
        Subscribed = true;
        foreach (var name in Held.Keys.Where(name => !Wants(name)).ToArray()) Held.Remove(name);
    }
}
