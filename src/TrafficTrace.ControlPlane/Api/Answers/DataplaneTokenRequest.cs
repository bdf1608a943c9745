namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>The body of <c>POST /tokens/dataplane</c>, before it is checked.</summary>
internal sealed record DataplaneTokenRequest(
    string? Name, string? Mesh, Dictionary<string, string[]>? Tags, string? Type, string? ValidFor);
