using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Envelopes;

/// <summary>The form of Kuma's Kubernetes resources: <c>apiVersion</c>, <c>kind</c>, <c>mesh</c>, <c>metadata</c>, <c>spec</c>.</summary>
internal static class KubernetesEnvelope
{
    private const string Group = "kuma.io";
    private const string ApiVersion = Group + "/v1alpha1";

    private const string MeshLabel = "kuma.io/mesh";
    private const string DefaultMesh = "default";

    public static bool IsFormOf(MappingNode root) => root.Find("kind") is not null || root.Find("apiVersion") is not null;

    /// <summary>A resource of Kubernetes itself or of another project; a kind of ours with a wrong version is none.</summary>
    /// <param name="root">The document.</param>
    /// <param name="isOurs">Whether a kind is one that is read here.</param>
    public static bool IsForeign(MappingNode root, Func<string, bool> isOurs)
    {
        var version = root.TextAt("apiVersion");
        var slash = version.IndexOf('/');
        if (slash >= 0) return version[..slash] != Group;
        var kind = root.TextAt("kind");
        return version.Length > 0 && kind.Length > 0 && !isOurs(kind);
    }

    public static Envelope Of(MappingNode root, string? file)
    {
        var kind = root.TextAt("kind");
        var metadata = root.Find("metadata")?.Value as MappingNode;
        var name = NameOf(kind, metadata);
        var findings = new Findings(file, ResourceLabel.Of(kind, MeshNameOf(root, metadata), name));
        var document = Field.Root(findings, root);
        document.WarnOfUnknown("apiVersion", "kind", "mesh", "metadata", "spec", "status");
        if (root.TextAt("apiVersion") != ApiVersion) document.Child("apiVersion").Error($"has to be {ApiVersion}");
        return new Envelope(
            document.Child("kind"),
            MeshOf(document),
            document.Child("metadata").Child("name"),
            document.Child("metadata").Child("creationTimestamp"),
            document.Child("spec"))
        {
            Namespace = kind == nameof(ResourceKind.Dataplane) ? metadata?.TextAt("namespace") : null,
            DefaultMesh = DefaultMesh,
        };
    }

    private static string NameOf(string kind, MappingNode? metadata) =>
        kind == nameof(ResourceKind.Dataplane) && metadata?.TextAt("namespace") is { Length: > 0 } space
            ? $"{metadata.TextAt("name")}.{space}"
            : metadata?.TextAt("name") ?? "";

    private static string MeshNameOf(MappingNode root, MappingNode? metadata)
    {
        string[] names = [root.TextAt("mesh"), (metadata?.Find("labels")?.Value as MappingNode)?.TextAt(MeshLabel) ?? "", DefaultMesh];
        return names.First(name => name.Length > 0);
    }

    /// <summary>Later versions of Kuma moved the mesh to a label.</summary>
    private static Field MeshOf(Field document)
    {
        var (mesh, label) = (document.Child("mesh"), document.Child("metadata").Child("labels").At(MeshLabel));
        if (mesh.Node is ScalarNode named && label.Node is ScalarNode labelled && named.Text != labelled.Text)
            label.Error($"names another mesh than the field mesh in line {mesh.Line}: remove one of the two");
        return label.Exists && !mesh.Exists ? label : mesh;
    }
}
