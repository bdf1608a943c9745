namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// What the tests look at in a Datadog span. A negative <see cref="Priority"/> means: not sampled; null: not stated on this span.
/// </summary>
internal sealed record DatadogSpan(string Service, string Resource, ulong TraceId, double? Priority);
