using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A kind of resource; <see cref="Policy"/> is null where it is none.</summary>
internal sealed record KindAnswer(
    string Name, string Path, string Scope, bool ReadOnly, bool IncludeInFederation, string SingularDisplayName, string PluralDisplayName)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public KindPolicyAnswer? Policy { get; init; }
}
