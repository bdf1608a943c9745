namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>Revoked tokens, by purpose and then by id.</summary>
internal sealed record RevocationsAnswer(int Total, IReadOnlyList<RevocationItem> Items, string? Next);
