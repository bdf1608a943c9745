namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A Secret or a GlobalSecret of Kuma's, before it is checked; <see cref="Data"/> is base64.</summary>
internal sealed record SecretRequest(string? Type, string? Mesh, string? Name, string? Data);
