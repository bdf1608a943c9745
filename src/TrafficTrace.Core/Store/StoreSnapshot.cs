using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>
/// All that is known at one revision, immutable: in <see cref="Meshes"/> what counts, in <see cref="Layers"/> who says so and where. A mesh
/// is in it as long as anything of it is.
/// </summary>
public sealed record StoreSnapshot(long Revision, ImmutableDictionary<string, MeshSnapshot> Meshes)
{
    public static readonly StoreSnapshot Empty =
        new(0, ImmutableDictionary<string, MeshSnapshot>.Empty.WithComparers(StringComparer.Ordinal));

    public Layers Layers { get; private init; } = Layers.Empty;

    public HostAddresses Hosts { get; private init; } = HostAddresses.None;

    /// <summary>Of every mesh, whether or not it has documents; null where nobody has looked for any.</summary>
    public SecretValues? Secrets { get; private init; }

    /// <summary>The DNS names that stand as addresses, each once in any case; the same array as long as they are the same.</summary>
    public ImmutableArray<string> HostNames { get; private init; } = [];

    /// <summary>What this revision changed against the one before.</summary>
    public StoreChange Change { get; init; } = StoreChange.None;

    /// <summary>An empty one where nothing of that mesh is.</summary>
    public MeshSnapshot MeshOf(string name) => Meshes.GetValueOrDefault(name) ?? MeshSnapshot.Empty(name);

    /// <summary>What documents say of the key, whatever a freeze pins; null when none says anything of it.</summary>
    public Resource? Find(ResourceKey key) => Meshes.GetValueOrDefault(key.Mesh)?.Find(key);

    /// <summary>
    /// The next revision: with what <paramref name="origin"/> says now, and no more of what it takes back. A key that is in both stays,
    /// with what was put; of two puts of a key the later counts. Where nothing changes it is this same object. Where documents only
    /// stand somewhere else, or are shadowed, the change of the revision is empty.
    /// </summary>
    public StoreSnapshot With(Origin origin, IEnumerable<PlacedResource> puts, IEnumerable<ResourceKey> deletes)
    {
        var (layers, changed) = Layers.With(origin, puts, deletes);
        if (ReferenceEquals(layers, Layers)) return this;
        var byMesh = changed.ToLookup(entry => entry.Key.Mesh, StringComparer.Ordinal);
        return (this with { Layers = layers }).Next(
            byMesh.Select(mesh => mesh.Key),
            edit =>
            {
                foreach (var (key, resource) in byMesh[edit.MeshName]) edit.Set(key, resource);
            });
    }

    /// <summary>The next revision, with other addresses of hosts; this same object when they are the same.</summary>
    public StoreSnapshot With(HostAddresses hosts) =>
        Hosts.HasContentOf(hosts) ? this : (this with { Hosts = hosts }).Next(Meshes.Keys, edit => edit.SetAddresses());

    /// <summary>The next revision, with other secrets; this same object when they are the same.</summary>
    public StoreSnapshot With(SecretValues secrets) =>
        Secrets?.HasContentOf(secrets) == true ? this : (this with { Secrets = secrets }).Next(Meshes.Keys, _ => { });

    private StoreSnapshot Next(IEnumerable<string> edited, Action<MeshEdit> edit)
    {
        var meshes = Meshes.ToBuilder();
        var changes = StoreChange.None.Meshes.ToBuilder();
        var otherHosts = false;
        foreach (var name in edited)
        {
            var before = MeshOf(name);
            var next = new MeshEdit(before, Hosts, Secrets?.Of(name));
            edit(next);
            var (mesh, change) = next.Finish();
            if (ReferenceEquals(mesh, before)) continue;
            if (!change.IsEmpty) changes.Add(name, change);
            otherHosts |= !HaveSameNames(mesh.Hosts, before.Hosts);
            if (mesh.IsEmpty) meshes.Remove(name);
            else meshes[name] = mesh;
        }

        var all = meshes.ToImmutable();
        return this with
        {
            Revision = Revision + 1,
            Meshes = all,
            HostNames = otherHosts ? HostNamesOf(all.Values) : HostNames,
            Change = new(changes.ToImmutable()),
        };
    }

    private static bool HaveSameNames(ImmutableDictionary<string, MeshHost> one, ImmutableDictionary<string, MeshHost> other) =>
        ReferenceEquals(one, other) || (one.Count == other.Count && one.Keys.All(other.ContainsKey));

    private static ImmutableArray<string> HostNamesOf(IEnumerable<MeshSnapshot> meshes) =>
        [.. meshes.SelectMany(mesh => mesh.Hosts.Keys).Distinct(StringComparer.OrdinalIgnoreCase)];
}
