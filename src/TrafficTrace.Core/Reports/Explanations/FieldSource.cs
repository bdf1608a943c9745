namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>
/// Who says something: <see cref="Field"/> is a path like <c>tracing.backends[0].sampling</c>, <see cref="Origin"/> the document that it
/// stands in, as <c>mesh.yaml:7</c> or <c>the API</c>; null where there is none.
/// </summary>
public sealed record FieldSource(string Field, string? Origin);
