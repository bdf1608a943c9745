using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Envelopes;

/// <summary>
/// What a document says around its content, in either form. <see cref="Spec"/> holds the content alone: a Universal document's
/// other fields are gone from it, a Kubernetes one's paths begin with <c>spec</c>.
/// </summary>
internal sealed record Envelope(Field Kind, Field Mesh, Field Name, Field CreationTime, Field Spec)
{
    /// <summary>Empty when it is missing or no text.</summary>
    public string KindName => Kind.Node is ScalarNode { Kind: ScalarKind.Text } scalar ? scalar.Text : "";

    public Findings Findings => Spec.Findings;

    /// <summary>Name and namespace of a Kubernetes Dataplane make one name; null elsewhere.</summary>
    public string? Namespace { get; init; }

    /// <summary>Mesh where the document names none; null where it has to.</summary>
    public string? DefaultMesh { get; init; }
}
