using System.Collections.Immutable;

namespace TrafficTrace.Core.Resources;

/// <summary>
/// The tracing of a mesh stays as it was when this was written, until an end: <see cref="Pinned"/> counts, whatever documents say
/// meanwhile. All else flows on. It is written over the API alone, and there is one a mesh.
/// </summary>
public sealed record TracingFreeze(string Mesh, string SpecJson) : Resource(Mesh, OnlyName, SpecJson), IEnds
{
    public const string OnlyName = "freeze";

    public override ResourceKind Kind => ResourceKind.TracingFreeze;

    /// <summary>The Mesh; null where there was none.</summary>
    public Mesh? Pinned { get; init; }

    public ImmutableArray<TrafficTracePolicy> Policies { get; init; } = [];

    public DateTimeOffset Until { get; init; }

    public string Reason { get; init; } = "";

    public static ResourceKey KeyOf(string mesh) => new(ResourceKind.TracingFreeze, mesh, OnlyName);
}
