using System.Collections.Immutable;
using Envoy.Api.Protos;

namespace TrafficTrace.Translation.Proxies;

/// <summary>All resources of one type that a proxy is to hold, sorted ordinally by name.</summary>
public readonly record struct TypedResources(string TypeUrl, ImmutableArray<PackedResource> Resources);
