using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>What was read of secrets: mesh → name → value. A fact, no part of any document.</summary>
public sealed record SecretValues(ImmutableDictionary<string, ImmutableDictionary<string, SecretValue>> ByMesh)
{
    /// <summary>Of a mesh that has none.</summary>
    public static readonly ImmutableDictionary<string, SecretValue> Empty =
        ImmutableDictionary.Create<string, SecretValue>(StringComparer.Ordinal);

    public static readonly SecretValues None =
        new(ImmutableDictionary.Create<string, ImmutableDictionary<string, SecretValue>>(StringComparer.Ordinal));

    public ImmutableDictionary<string, SecretValue> Of(string mesh) => ByMesh.GetValueOrDefault(mesh, Empty);

    public bool HasContentOf(SecretValues other) =>
        ByMesh.Count == other.ByMesh.Count && ByMesh.All(mesh => AreSame(mesh.Value, other.Of(mesh.Key)));

    /// <summary>Null: nothing is known.</summary>
    internal static bool AreSame(ImmutableDictionary<string, SecretValue>? one, ImmutableDictionary<string, SecretValue>? other) =>
        one == other
        || (one is not null && other is not null && one.Count == other.Count
            && one.All(secret => secret.Value.Equals(other.GetValueOrDefault(secret.Key))));
}
