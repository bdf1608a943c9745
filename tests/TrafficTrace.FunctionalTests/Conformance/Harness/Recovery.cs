using Envoy.Api.Protos;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>The end of a rejection: the client accepted the resource, in this or a newer version, or it is not served any more.</summary>
internal readonly record struct Recovery(PackedResource Rejected, bool Gone);
