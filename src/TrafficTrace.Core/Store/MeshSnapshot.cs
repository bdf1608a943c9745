using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>
/// One mesh at one revision. Everything that a change did not touch is the same object as in the revision before:
/// compare references first.
/// </summary>
public sealed record MeshSnapshot(
    string Name,
    Mesh? Mesh,
    ImmutableDictionary<string, TrafficTracePolicy> Policies,
    ImmutableDictionary<string, Dataplane> Dataplanes,
    ImmutableDictionary<string, MeshService> Services);
