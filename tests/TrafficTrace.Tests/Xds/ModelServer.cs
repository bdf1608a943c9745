using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.Xds;

/// <summary>What there is to serve, changed at random.</summary>
internal sealed class ModelServer(Random random)
{
    private ImmutableDictionary<ResourceType, ImmutableSortedDictionary<string, PackedResource>> _resources =
        Palette.Types.ToImmutableDictionary(
            type => type, _ => ImmutableSortedDictionary.Create<string, PackedResource>(StringComparer.Ordinal));

    public Snapshot Snapshot { get; private set; } = Snapshot.Create();

    public PackedResource? Find(ResourceType type, string name) => _resources[type].GetValueOrDefault(name);

    public IEnumerable<PackedResource> All(ResourceType type) => _resources[type].Values;

    public void Change()
    {
        for (var i = random.Next(1, 4); i > 0; i--) ChangeOne();
        Publish();
    }

    /// <summary>Replaces all that no client takes.</summary>
    public void Heal()
    {
        foreach (var type in Palette.Types)
        {
            foreach (var resource in _resources[type].Values.Where(Palette.IsPoison).ToArray())
                Put(type, Palette.Any(random, type, resource.Name, good: true));
        }

        Publish();
    }

    private void ChangeOne()
    {
        var type = Palette.Types[random.Next(Palette.Types.Length)];
        var name = Palette.Names[random.Next(Palette.Names.Length)];
        if (random.Next(3) == 0) _resources = _resources.SetItem(type, _resources[type].Remove(name));
        else Put(type, Palette.Any(random, type, name, good: false));
    }

    private void Put(ResourceType type, PackedResource resource) =>
        _resources = _resources.SetItem(type, _resources[type].SetItem(resource.Name, resource));

    private void Publish() => Snapshot = Snapshot.Create(_resources.Values.SelectMany(type => type.Values)).Sharing(Snapshot);
}
