using Envoy.Api.Protos;

namespace TrafficTrace.Xds.Protocol;

/// <summary>The end of a rejection: the client accepted the resource, in this or a newer version, or it is not served any more.</summary>
public readonly record struct Recovery(PackedResource Rejected, bool Gone);
