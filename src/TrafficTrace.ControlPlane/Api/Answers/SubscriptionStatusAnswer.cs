using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>When the proxy accepted something last; absent while it has not.</summary>
internal sealed record SubscriptionStatusAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? LastUpdateTime);
