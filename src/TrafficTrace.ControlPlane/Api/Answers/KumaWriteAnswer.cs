namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary><see cref="WriteAnswer"/> for Kuma's own command line, which reads warnings as lines and fails over anything else.</summary>
internal sealed record KumaWriteAnswer(string Revision, IReadOnlyList<string> Warnings);
