using System.Collections.Frozen;
using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>The kinds that are read, a row each; <see cref="SkippedKinds"/> are the others of Kuma.</summary>
internal static class KindTable
{
    public static readonly ImmutableArray<KindRow> Rows =
    [
        KindRow.Served(ResourceKind.Mesh, MeshReader.Read),
        KindRow.Served(ResourceKind.TrafficTrace, (envelope, _) => TrafficTraceReader.Read(envelope)),
        KindRow.Served(ResourceKind.Dataplane, (envelope, _) => DataplaneReader.Read(envelope)),
        KindRow.Checked("TrafficPermission", PermissionReader.CheckTrafficPermission),
        KindRow.Checked("MeshTrafficPermission", PermissionReader.CheckMeshTrafficPermission),
        KindRow.Checked("MeshIdentity", PermissionReader.CheckMeshIdentity),
    ];

    private static readonly FrozenDictionary<string, KindRow> ByName = Rows.ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>Names of the kinds that become resources, as a list in a sentence.</summary>
    public static string Served { get; } = Listed([.. Rows.Where(row => row.Kind is not null).Select(row => row.Name)]);

    /// <summary>Null for a kind that is not read.</summary>
    public static KindRow? Find(string name) => ByName.GetValueOrDefault(name);

    private static string Listed(string[] names) => $"{string.Join(", ", names[..^1])} and {names[^1]}";
}
