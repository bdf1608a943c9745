using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>An open stream of a proxy.</summary>
internal sealed record SubscriptionAnswer(
    string Id,
    string ControlPlaneInstanceId,
    DateTimeOffset ConnectTime,
    SubscriptionStatusAnswer Status,
    SubscriptionVersionAnswer Version)
{
    /// <summary>Since when the replica that has it does not answer; null while it does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? DisconnectTime { get; init; }
}
