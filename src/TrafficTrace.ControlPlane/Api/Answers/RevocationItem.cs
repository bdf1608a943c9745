namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A token that is good no more.</summary>
internal sealed record RevocationItem(string Purpose, string Id, DateTimeOffset At);
