using System.Collections.Immutable;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>The body of <c>POST /tokens/user</c>, before it is checked.</summary>
internal sealed record UserTokenRequest(
    string? Name, ImmutableArray<string>? Groups, string? ValidFor, Dictionary<string, string[]>? Tags);
