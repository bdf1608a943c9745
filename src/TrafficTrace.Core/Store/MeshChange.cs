using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>
/// What changed in one mesh: whether its Mesh did, and the names of policies, dataplanes and services that came, went or are
/// another object now.
/// </summary>
public sealed record MeshChange(
    bool Mesh,
    ImmutableHashSet<string> Policies,
    ImmutableHashSet<string> Dataplanes,
    ImmutableHashSet<string> Services)
{
    /// <summary>Names of the overrides that came, went or are another object now.</summary>
    public ImmutableHashSet<string> Overrides { get; init; } = [];

    /// <summary>Its tracing was pinned, let loose, or is pinned for another time or reason.</summary>
    public bool Freeze { get; init; }

    /// <summary>Other secrets are known, or another value of one.</summary>
    public bool Secrets { get; init; }

    public bool IsEmpty =>
        !Mesh && Policies.IsEmpty && Dataplanes.IsEmpty && Services.IsEmpty && Overrides.IsEmpty && !Freeze && !Secrets;
}
