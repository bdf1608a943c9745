using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>That there is such a secret; what it holds is told to nobody.</summary>
internal sealed record SecretItem(
    string Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mesh, string Name);
