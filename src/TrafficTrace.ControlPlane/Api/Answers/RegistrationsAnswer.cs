namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record RegistrationsAnswer(int Total, IReadOnlyList<RegistrationAnswer> Items, string? Next);
