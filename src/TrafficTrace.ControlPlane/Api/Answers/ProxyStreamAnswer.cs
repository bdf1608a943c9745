namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>An open stream of a node.</summary>
/// <param name="Address">Where its client is; null when that is not known.</param>
/// <param name="ConnectedSince">When it was let in.</param>
/// <param name="Version">Of Envoy, as the node says.</param>
/// <param name="Mode">How it takes its sampling.</param>
/// <param name="Delta">It speaks the incremental variant of the protocol.</param>
/// <param name="Observer">It is no proxy's, but of somebody who looks.</param>
/// <param name="Tls">Its connection is encrypted; false for who still comes in plain text.</param>
internal sealed record ProxyStreamAnswer(
    string? Address, DateTimeOffset ConnectedSince, string Version, ProxyMode Mode, bool Delta, bool Observer, bool Tls)
{
    /// <summary>How it has shown who it is: none, token or mtls.</summary>
    public required string Authentication { get; init; }

    /// <summary>When what it has shown expires; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
