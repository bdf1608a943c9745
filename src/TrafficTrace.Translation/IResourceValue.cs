using Envoy.Api.Protos;

namespace TrafficTrace.Translation;

/// <summary>All that decides one Envoy resource, small and comparable: equal values pack into equal bytes.</summary>
internal interface IResourceValue
{
    PackedResource Pack();
}
