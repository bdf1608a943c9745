using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A service in numbers: <c>online</c> when all its proxies are connected, <c>partially_degraded</c> when some are.</summary>
internal sealed record ServiceInsightAnswer(string Type, string Mesh, string Name, string Status, CountAnswer Dataplanes)
{
    /// <summary>Null for a service that is inside the mesh.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServiceType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AddressPort { get; init; }

    public required IReadOnlyList<string> Zones { get; init; }
}
