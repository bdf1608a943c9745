using System.Collections.Immutable;
using TrafficTrace.Cli.Server;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Status;

/// <summary>Something that has a delivery status. <see cref="Told"/> is what it is called in a sentence.</summary>
internal sealed record StatusTarget(ApiKind Kind, string Mesh, string Name)
{
    /// <summary>A backend of a Mesh, which is no document of its own.</summary>
    public static readonly ApiKind Backend = new("Backend", "backend", "backends");

    public string Told => Kind == ApiKind.Mesh ? $"Mesh {Name}" : $"{Kind.Type} {Mesh}/{Name}";

    public string Path => $"{Kind.PathOf(Mesh, Name)}/_status";

    /// <summary>Each policy by itself; a Mesh or a Dataplane has to do with all of its mesh.</summary>
    public static ImmutableArray<StatusTarget> Of(IEnumerable<ResourceKey> keys) =>
    [
        .. keys.Select(Of).Distinct().OrderBy(target => target.Told, StringComparer.Ordinal),
    ];

    public static StatusTarget OfMesh(string mesh) => new(ApiKind.Mesh, mesh, mesh);

    private static StatusTarget Of(ResourceKey key) =>
        key.Kind == ResourceKind.TrafficTrace ? new(ApiKind.TrafficTrace, key.Mesh, key.Name) : OfMesh(key.Mesh);
}
