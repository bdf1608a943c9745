using System.Collections.Immutable;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Sources.Secrets;

/// <summary>All secrets at one moment, and what is wrong with their files. Nothing of it tells a value.</summary>
internal sealed record SecretsState(SecretValues Values, ImmutableArray<Finding> Problems)
{
    public static readonly SecretsState Empty = new(SecretValues.None, []);

    public int Count => Values.ByMesh.Values.Sum(mesh => mesh.Count);

    /// <summary>As <c>mesh/name</c>, in order.</summary>
    public IEnumerable<(string Name, SecretValue Value)> All =>
        Values.ByMesh.SelectMany(mesh => mesh.Value, (mesh, secret) => ($"{mesh.Key}/{secret.Key}", secret.Value))
            .OrderBy(secret => secret.Item1, StringComparer.Ordinal);
}
