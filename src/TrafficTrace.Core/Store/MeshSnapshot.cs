using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;

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
    ImmutableDictionary<string, MeshService> Services)
{
    /// <summary>Set while <see cref="Mesh"/> and <see cref="Policies"/> are pinned.</summary>
    public TracingFreeze? Freeze { get; init; }

    /// <summary>As documents say now; another than <see cref="Mesh"/> only in a frozen mesh.</summary>
    public Mesh? WrittenMesh { get; init; } = Mesh;

    /// <summary>As documents say now; others than <see cref="Policies"/> only in a frozen mesh.</summary>
    public ImmutableDictionary<string, TrafficTracePolicy> WrittenPolicies { get; init; } = Policies;

    public ImmutableDictionary<string, TracingOverride> Overrides { get; init; } = None<TracingOverride>();

    /// <summary>A fact, not of documents: the secrets by name; null where nobody has looked for any.</summary>
    public ImmutableDictionary<string, SecretValue>? Secrets { get; init; }

    /// <summary>Names of the dataplanes that serve each service, so that a change rebuilds only the services it touches.</summary>
    internal ImmutableDictionary<string, ImmutableHashSet<string>> Instances { get; init; } = None<ImmutableHashSet<string>>();

    /// <summary>The DNS names that stand as addresses of dataplanes, in any case.</summary>
    internal ImmutableDictionary<string, MeshHost> Hosts { get; init; } =
        ImmutableDictionary.Create<string, MeshHost>(StringComparer.OrdinalIgnoreCase);

    internal bool IsEmpty => Freeze is null && WrittenMesh is null && WrittenPolicies.IsEmpty && Dataplanes.IsEmpty && Overrides.IsEmpty;

    /// <summary>The IP of a dataplane of this mesh; null while its DNS name is not resolved. Such a proxy is in no endpoint list.</summary>
    public string? AddressOf(Dataplane dataplane) =>
        dataplane.HostName is { } host ? Hosts.GetValueOrDefault(host)?.Address : dataplane.Address;

    /// <summary>What documents say of the key, one of this mesh; null when there is none.</summary>
    public Resource? Find(ResourceKey key) => key.Kind switch
    {
        ResourceKind.Mesh => WrittenMesh,
        ResourceKind.TrafficTrace => WrittenPolicies.GetValueOrDefault(key.Name),
        ResourceKind.Dataplane => Dataplanes.GetValueOrDefault(key.Name),
        ResourceKind.TracingOverride => Overrides.GetValueOrDefault(key.Name),
        ResourceKind.TracingFreeze => Freeze,
        _ => null,
    };

    public static MeshSnapshot Empty(string name) => new(name, null, None<TrafficTracePolicy>(), None<Dataplane>(), None<MeshService>());

    private static ImmutableDictionary<string, T> None<T>() => ImmutableDictionary.Create<string, T>(StringComparer.Ordinal);
}
