using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A Dataplane, and how its proxy is connected; <see cref="Subscriptions"/> is empty when it is not.</summary>
internal sealed record OverviewAnswer(Dataplane Dataplane, IReadOnlyList<SubscriptionAnswer> Subscriptions);
