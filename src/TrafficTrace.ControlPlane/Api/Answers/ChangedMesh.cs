using System.Collections.Immutable;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What changed of a mesh: whether its Mesh did, and how many of what else, with the first names.</summary>
internal sealed record ChangedMesh(string Mesh, bool Document, SomeNames Policies, SomeNames Dataplanes)
{
    public static ChangedMesh Of(string mesh, MeshChange change) => new(mesh, change.Mesh, Of(change.Policies), Of(change.Dataplanes));

    private static SomeNames Of(ImmutableHashSet<string> names) => SomeNames.Of([.. names.Order(StringComparer.Ordinal)]);
}
