namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>An open stream of a proxy.</summary>
internal sealed record SubscriptionAnswer(
    string Id,
    string ControlPlaneInstanceId,
    DateTimeOffset ConnectTime,
    SubscriptionStatusAnswer Status,
    SubscriptionVersionAnswer Version);
