using System.Collections.Immutable;

namespace TrafficTrace.Core.Resources;

/// <summary>A mesh with its tracing backends. Other parts of the document are kept in <see cref="Resource.SpecJson"/>.</summary>
public sealed record Mesh(string Name, string SpecJson) : Resource(Name, Name, SpecJson)
{
    public override ResourceKind Kind => ResourceKind.Mesh;

    /// <summary>Name of the backend for policies that name none; null when the mesh has no default.</summary>
    public string? DefaultBackend { get; init; }

    public ImmutableArray<TracingBackend> Backends { get; init; } = [];
}
