using System.Collections.Immutable;

namespace TrafficTrace.Core.Resources;

/// <summary>
/// In an incident: other sampling, or none at all, for proxies of a mesh until an end. It beats every policy, whoever says it. It is
/// written over the API alone, which takes it back when its time has come.
/// </summary>
public sealed record TracingOverride(string Mesh, string Name, string SpecJson) : Resource(Mesh, Name, SpecJson), IEnds
{
    public override ResourceKind Kind => ResourceKind.TracingOverride;

    /// <summary>Only proxies of that backend; null for all.</summary>
    public string? Backend { get; init; }

    /// <summary>Only proxies that one of them selects; empty for all.</summary>
    public ImmutableArray<TagSelector> Selectors { get; init; } = [];

    /// <summary>In percent; null where tracing is off.</summary>
    public double? Sampling { get; init; }

    public bool IsOff => Sampling is null;

    /// <summary>Proxies that take sampling from their listeners are changed too, although that drains connections.</summary>
    public bool Drains { get; init; } = true;

    public DateTimeOffset Until { get; init; }

    public string Reason { get; init; } = "";
}
