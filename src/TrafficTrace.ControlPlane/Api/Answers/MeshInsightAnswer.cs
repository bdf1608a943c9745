using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A mesh in numbers. Of mTLS there is nothing to tell: it is not served.</summary>
internal sealed record MeshInsightAnswer(string Type, string Name)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreationTime { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ModificationTime { get; init; }

    public required CountAnswer Dataplanes { get; init; }

    public required IReadOnlyDictionary<string, TotalAnswer> Policies { get; init; }

    public required ProxyVersionsAnswer DpVersions { get; init; }

    [JsonPropertyName("mTLS")]
    public IReadOnlyDictionary<string, CountAnswer> Mtls { get; } = new Dictionary<string, CountAnswer>();

    public required ServiceCountAnswer Services { get; init; }

    public required DataplanesByTypeAnswer DataplanesByType { get; init; }

    public required IReadOnlyDictionary<string, TotalAnswer> Resources { get; init; }
}
