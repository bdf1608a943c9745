using System.Collections.Immutable;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What changed of a mesh: whether its Mesh did, and how many of what else, with the first names.</summary>
internal sealed record ChangedMesh(string Mesh, bool Document, CountedNames Policies, CountedNames Dataplanes)
{
    private const int Names = 20;

    public static ChangedMesh Of(string mesh, MeshChange change) => new(mesh, change.Mesh, Of(change.Policies), Of(change.Dataplanes));

    private static CountedNames Of(ImmutableHashSet<string> names) =>
        new(names.Count, [.. names.Order(StringComparer.Ordinal).Take(Names)]);
}
