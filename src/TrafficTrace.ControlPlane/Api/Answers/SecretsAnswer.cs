namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A list of secrets.</summary>
internal sealed record SecretsAnswer(int Total, IReadOnlyList<SecretItem> Items, string? Next);
