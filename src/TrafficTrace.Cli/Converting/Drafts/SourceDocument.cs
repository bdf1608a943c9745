using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Wire.Envelopes;

namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>
/// A document in Kuma's Universal form or in Kubernetes'. <see cref="Space"/> is its mesh, or its namespace where it is not Kuma's.
/// <see cref="Spec"/> is what it says.
/// </summary>
internal sealed record SourceDocument(string Kind, string Space, string Name, Source Root, Source Spec)
{
    public const string DefaultMesh = "default";

    private const string MeshLabel = "kuma.io/mesh";
    private const string Group = "kuma.io/";

    public static SourceDocument Of(Source root)
    {
        var isKubernetes = root.Child("kind").Exists || root.Child("apiVersion").Exists;
        var (kind, space) = isKubernetes ? (root.Child("kind").Text, SpaceOf(root)) : (root.Child("type").Text, MeshOf(root));
        var name = (isKubernetes ? root.Child("metadata", "name") : root.Child("name")).Text;
        var named = root with { Origin = root.Origin with { Document = ResourceLabel.Of(kind, space, name) } };
        return new(kind, space, name, named, isKubernetes || named.Child("spec").Exists ? named.Child("spec") : named);
    }

    /// <summary>Whether it is of a kind of another project; <paramref name="group"/> ends with a slash.</summary>
    public bool IsOf(string kind, string group) =>
        Kind == kind && Root.Child("apiVersion").Text.StartsWith(group, StringComparison.Ordinal);

    private static string SpaceOf(Source root) => root.Child("apiVersion").Text.StartsWith(Group, StringComparison.Ordinal)
        ? MeshOf(root)
        : root.Child("metadata", "namespace").Text;

    /// <summary>Later versions of Kuma moved the mesh to a label.</summary>
    private static string MeshOf(Source root)
    {
        string[] names = [root.Child("mesh").Text, root.Child("metadata", "labels", MeshLabel).Text, DefaultMesh];
        return names.First(name => name.Length > 0);
    }
}
