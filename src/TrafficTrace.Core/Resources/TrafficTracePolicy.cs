using System.Collections.Immutable;

namespace TrafficTrace.Core.Resources;

/// <summary>Whose traces go where: a TrafficTrace. <see cref="Backend"/> is null when the mesh's default is meant.</summary>
public sealed record TrafficTracePolicy(string Mesh, string Name, string SpecJson) : Resource(Mesh, Name, SpecJson)
{
    public override ResourceKind Kind => ResourceKind.TrafficTrace;

    public ImmutableArray<TagSelector> Selectors { get; init; } = [];

    public string? Backend { get; init; }

    public TracingConf Conf { get; init; } = TracingConf.None;
}
