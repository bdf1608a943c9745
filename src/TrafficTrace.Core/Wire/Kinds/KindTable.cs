using System.Collections.Frozen;
using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>The kinds that are read, a row each; <see cref="SkippedKinds"/> are the others of Kuma.</summary>
public static class KindTable
{
    public static readonly ImmutableArray<KindRow> Rows =
    [
        KindRow.Served(ResourceKind.Mesh, "mesh", "meshes", MeshReader.Read),
        KindRow.Served(
            ResourceKind.TrafficTrace, "traffic-trace", "traffic-traces", (envelope, _) => TrafficTraceReader.Read(envelope)),
        KindRow.Served(ResourceKind.Dataplane, "dataplane", "dataplanes", (envelope, _) => DataplaneReader.Read(envelope)),
        KindRow.OfApi(
            ResourceKind.TracingOverride,
            "tracing-override",
            "tracing-overrides",
            (envelope, _) => TracingOverrideReader.Read(envelope)),
        KindRow.OfApi(ResourceKind.TracingFreeze, "tracing-freeze", "tracing-freezes", TracingFreezeReader.Read) with { ApiWrites = false },
        KindRow.Checked("TrafficPermission", PermissionReader.CheckTrafficPermission),
        KindRow.Checked("MeshTrafficPermission", PermissionReader.CheckMeshTrafficPermission),
        KindRow.Checked("MeshIdentity", PermissionReader.CheckMeshIdentity),
    ];

    private static readonly FrozenDictionary<string, KindRow> ByName = Rows.ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<ResourceKind, KindRow> ByKind =
        Rows.Where(row => row.Kind is not null).ToFrozenDictionary(row => row.Kind!.Value);

    /// <summary>The kinds that become resources.</summary>
    public static ImmutableArray<KindRow> Served { get; } = [.. Rows.Where(row => row.Kind is not null)];

    /// <summary>Those of them that a file may hold.</summary>
    public static ImmutableArray<KindRow> OfFiles { get; } = [.. Served.Where(row => !row.IsOfApiAlone)];

    /// <summary>Their names as a list in a sentence.</summary>
    internal static string NamesOfFiles { get; } = Listed([.. OfFiles.Select(row => row.Name)]);

    /// <summary>Null for a kind that is not read.</summary>
    public static KindRow? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>One that becomes a resource, by its name, singular or plural; null when it is none of these.</summary>
    public static KindRow? FindServed(string word) =>
        Served.FirstOrDefault(row => word == row.Name || word == row.Singular || word == row.Plural);

    public static KindRow Of(ResourceKind kind) => ByKind[kind];

    private static string Listed(string[] names) => $"{string.Join(", ", names[..^1])} and {names[^1]}";
}
