using System.Text.RegularExpressions;

namespace TrafficTrace.Cli;

/// <summary>The names of meshes and dataplanes, and the node id <c>mesh.dataplane</c>, which is split at its first dot.</summary>
internal static partial class Names
{
    private const int LongestMesh = 63;
    private const int LongestDataplane = 253;

    /// <returns>What is wrong with a mesh's name, null if nothing is.</returns>
    public static string? WrongWithMesh(string name) =>
        Wrong(name, LongestMesh)
        ?? (name.Contains('.') ? "a mesh name has no dots, because a node id <mesh>.<dataplane> is split at its first dot" : null);

    /// <returns>What is wrong with a dataplane's name, null if nothing is.</returns>
    public static string? WrongWithDataplane(string name) => Wrong(name, LongestDataplane);

    /// <returns>What is wrong with a node id, null if nothing is.</returns>
    public static string? WrongWithNode(string id)
    {
        if (!id.Contains('.'))
            return "a node id is <mesh>.<dataplane>, such as default.web-1";
        var (mesh, dataplane) = Split(id);
        return WrongWithMesh(mesh) ?? WrongWithDataplane(dataplane);
    }

    /// <param name="id">A node id with a dot in it.</param>
    public static (string Mesh, string Dataplane) Split(string id)
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        return (id[..dot], id[(dot + 1)..]);
    }

    private static string? Wrong(string name, int longest)
    {
        if (name.Length > longest)
            return $"it has {name.Length} characters, and at most {longest} are allowed";
        return Pattern().IsMatch(name)
            ? null
            : "it must be lower-case letters, digits, '-', '_' and '.', and begin and end with a letter or digit";
    }

    [GeneratedRegex(@"\A[0-9a-z]([0-9a-z._-]*[0-9a-z])?\z")]
    private static partial Regex Pattern();
}
