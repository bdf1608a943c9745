using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>
/// When the proxy accepted something last, absent while it has not; and the responses on its stream, by type and in all, where those of
/// the runtime layer count too.
/// </summary>
internal sealed record SubscriptionStatusAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? LastUpdateTime,
    ResponsesAnswer Total,
    ResponsesAnswer Cds,
    ResponsesAnswer Eds,
    ResponsesAnswer Lds,
    ResponsesAnswer Rds);
