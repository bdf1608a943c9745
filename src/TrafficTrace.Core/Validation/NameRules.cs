using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Validation;

/// <summary>
/// Names of resources and meshes: what Kuma 2.9 allows, and inner underscores, which Kuma 1.4 allowed. A mesh has no dots,
/// since <c>node.id</c> is split at its first.
/// </summary>
public static partial class NameRules
{
    public const int MaxLength = 253;
    public const int MaxMeshLength = 63;

    public static IEnumerable<string> OfResource(string name)
    {
        if (name.Length == 0) return ["cannot be empty"];
        return Violations(name, MaxLength, Resource().IsMatch(name), "'-', '_', '.'");
    }

    public static IEnumerable<string> OfMesh(string name)
    {
        if (name.Length == 0) return ["cannot be empty"];
        return Violations(name, MaxMeshLength, MeshName().IsMatch(name), "'-', '_'");
    }

    private static IEnumerable<string> Violations(string name, int maxLength, bool charactersAreValid, string symbols)
    {
        if (name.Length > maxLength) yield return $"cannot be longer than {maxLength} characters";
        if (!charactersAreValid)
        {
            yield return $"invalid characters. Valid characters are numbers, lowercase latin letters and {symbols} symbols; "
                + "the first and the last have to be a number or a letter";
        }
    }

    [GeneratedRegex(@"\A[0-9a-z]([0-9a-z._-]*[0-9a-z])?\z")]
    private static partial Regex Resource();

    [GeneratedRegex(@"\A[0-9a-z]([0-9a-z_-]*[0-9a-z])?\z")]
    private static partial Regex MeshName();
}
