using System.Collections.Immutable;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>The body of <c>POST /_revocations</c>, before it is checked.</summary>
internal sealed record RevocationRequest(string? Purpose, ImmutableArray<string>? Ids);
