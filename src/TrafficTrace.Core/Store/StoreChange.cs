using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>What changed between two revisions, by mesh; a mesh in which nothing changed is not in it.</summary>
public sealed record StoreChange(ImmutableDictionary<string, MeshChange> Meshes)
{
    public static readonly StoreChange None = new(ImmutableDictionary.Create<string, MeshChange>(StringComparer.Ordinal));

    /// <summary>What was recorded when the two follow each other; else both are compared, object by object.</summary>
    public static StoreChange Between(StoreSnapshot older, StoreSnapshot newer)
    {
        if (newer.Revision == older.Revision + 1) return newer.Change;

        var meshes = None.Meshes.ToBuilder();
        foreach (var name in older.Meshes.Keys.Union(newer.Meshes.Keys, StringComparer.Ordinal))
        {
            var change = Between(older.MeshOf(name), newer.MeshOf(name));
            if (!change.IsEmpty) meshes.Add(name, change);
        }

        return new(meshes.ToImmutable());
    }

    private static MeshChange Between(MeshSnapshot older, MeshSnapshot newer) => new(
        !ReferenceEquals(older.Mesh, newer.Mesh),
        Differing(older.Policies, newer.Policies),
        Differing(older.Dataplanes, newer.Dataplanes).Union(AtOtherAddress(older, newer)),
        Differing(older.Services, newer.Services))
    {
        Overrides = Differing(older.Overrides, newer.Overrides),
        Freeze = !ReferenceEquals(older.Freeze, newer.Freeze),
        Secrets = !SecretValues.AreSame(older.Secrets, newer.Secrets),
    };

    private static IEnumerable<string> AtOtherAddress(MeshSnapshot older, MeshSnapshot newer) => ReferenceEquals(older.Hosts, newer.Hosts)
        ? []
        : newer.Hosts.Where(host => older.Hosts.TryGetValue(host.Key, out var before) && before.Address != host.Value.Address)
            .SelectMany(host => host.Value.Dataplanes);

    internal static ImmutableHashSet<string> Differing<T>(ImmutableDictionary<string, T> older, ImmutableDictionary<string, T> newer)
        where T : class
    {
        if (ReferenceEquals(older, newer)) return [];

        var gone = older.Keys.Where(name => !newer.ContainsKey(name));
        var newOrOther = newer.Where(entry => !ReferenceEquals(entry.Value, older.GetValueOrDefault(entry.Key))).Select(entry => entry.Key);
        return gone.Concat(newOrOther).ToImmutableHashSet(StringComparer.Ordinal);
    }
}
