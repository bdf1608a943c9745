using FsCheck.NUnit;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace TrafficTrace.Tests.Store;

[Properties(Arbitrary = [typeof(StoreHistories)], MaxTest = 300)]
public sealed class ResourceStoreProperties
{
    [Property]
    public void Step_by_step_ends_where_all_at_once_does(StoreOperation[] history)
    {
        var (store, held) = (new ResourceStore(), new Dictionary<ResourceKey, Resource>());
        foreach (var operation in history)
        {
            store.Apply(operation.Puts, operation.Deletes);
            foreach (var key in operation.Deletes) held.Remove(key);
            foreach (var resource in operation.Puts) held[resource.Key] = resource;
        }

        Assert.That(Written(store.Current), Is.EqualTo(Written(held.Values)));
    }

    [Property]
    public void What_a_revision_says_it_changed_is_what_is_another_object_and_content(StoreOperation[] history)
    {
        var store = new ResourceStore();
        foreach (var operation in history)
        {
            var before = store.Current;
            var after = store.Apply(operation.Puts, operation.Deletes);
            if (Written(before) == Written(after)) Assert.That(after, Is.SameAs(before));
            else Assert.That(Written(after.Change), Is.EqualTo(Written(Different(before, after))));
        }
    }

    [Property]
    public void Comparing_whole_snapshots_finds_what_the_revisions_recorded(StoreOperation[] history)
    {
        var store = new ResourceStore();
        foreach (var operation in history)
        {
            var before = store.Current;
            var after = store.Apply(operation.Puts, operation.Deletes);
            var compared = StoreChange.Between(before, after with { Revision = before.Revision + 2 });
            Assert.That(Written(compared), Is.EqualTo(ReferenceEquals(before, after) ? "" : Written(after.Change)));
        }
    }

    /// <summary>A plain comparison by content; the store's own compares objects.</summary>
    private static StoreChange Different(StoreSnapshot before, StoreSnapshot after)
    {
        var changes = StoreChange.None.Meshes.ToBuilder();
        foreach (var name in before.Meshes.Keys.Union(after.Meshes.Keys))
        {
            var older = before.Meshes.GetValueOrDefault(name) ?? MeshSnapshot.Empty(name);
            var newer = after.Meshes.GetValueOrDefault(name) ?? MeshSnapshot.Empty(name);
            var change = new MeshChange(
                Written(older.Mesh) != Written(newer.Mesh),
                [.. Different(older.Policies, newer.Policies, Written)],
                [.. Different(older.Dataplanes, newer.Dataplanes, Written)],
                [.. Different(older.Services, newer.Services, Written)]);
            if (!change.IsEmpty) changes.Add(name, change);
        }

        return new(changes.ToImmutable());
    }

    private static IEnumerable<string> Different<T>(IReadOnlyDictionary<string, T> older, IReadOnlyDictionary<string, T> newer, Func<T?, string> written)
        where T : class =>
        older.Keys.Union(newer.Keys).Where(name => written(older.GetValueOrDefault(name)) != written(newer.GetValueOrDefault(name)));

    /// <summary>Resources and, computed in the plainest way, the services they make.</summary>
    private static string Written(IEnumerable<Resource> resources)
    {
        var all = resources.ToArray();
        var services =
            from dataplane in all.OfType<Dataplane>().OrderBy(dataplane => dataplane.Name, StringComparer.Ordinal)
            from inbound in dataplane.Inbounds
            where inbound.Port != Inbound.ServicelessPort
            group (dataplane, inbound) by (dataplane.Mesh, Service: inbound.Tags.ServiceName!) into served
            let endpoints = from pair in served
                            where pair.dataplane.ResolvedAddress is not null
                            orderby pair.dataplane.ResolvedAddress, pair.inbound.Port
                            select new ServiceEndpoint(pair.dataplane.ResolvedAddress!, pair.inbound.Port, pair.inbound.Tags, pair.inbound.Ready)
            let protocol = ProtocolInference.Fold(served.Select(pair => pair.inbound.Protocol))
            select $"{served.Key.Mesh} {Written(new MeshService(served.Key.Service, protocol, [.. endpoints]))}";
        return Lines([.. all.Select(Written), .. services]);
    }

    private static string Written(StoreSnapshot snapshot) => Lines(
        from mesh in snapshot.Meshes.Values
        let resources = mesh.Policies.Values.Cast<Resource>().Concat(mesh.Dataplanes.Values).Concat(mesh.Mesh is null ? [] : [mesh.Mesh])
        from line in resources.Select(Written).Concat(mesh.Services.Values.Select(service => $"{mesh.Name} {Written(service)}"))
        select line);

    private static string Written(Resource? resource) =>
        resource is null ? "" : $"{resource.Key}: {resource.SpecJson} {(resource as Dataplane)?.ResolvedAddress}";

    private static string Written(MeshService? service) =>
        service is null ? "" : $"{service.Name} {service.Protocol}: {string.Join(' ', service.Endpoints)}";

    private static string Written(StoreChange change) => Lines(
        from mesh in change.Meshes
        let names = mesh.Value.Policies.Select(name => $"p:{name}").Concat(mesh.Value.Dataplanes.Select(name => $"d:{name}")).Concat(mesh.Value.Services.Select(name => $"s:{name}"))
        select $"{mesh.Key} {mesh.Value.Mesh} {string.Join(' ', names.Order(StringComparer.Ordinal))}");

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));
}
