namespace TrafficTrace.Core.Validation;

/// <summary>
/// Where an OpenTelemetry collector is, as written. <see cref="Https"/> is null without a scheme, <see cref="Port"/> where none is said;
/// <see cref="Host"/> has no brackets; <see cref="Path"/> has its query and is empty where there is none, or only a slash.
/// </summary>
public sealed record OtlpEndpoint(bool? Https, string Host, int? Port, string Path);
