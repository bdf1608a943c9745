using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>A response that is worth sending. <see cref="Removed"/> is for delta only.</summary>
/// <param name="Set">What the response was made from.</param>
/// <param name="Resources">What goes into it.</param>
/// <param name="Changed">Names that the client does not hold in this form yet; of a complete response only a part.</param>
/// <param name="Removed">Names that the client is to drop, or does not find.</param>
/// <param name="SentAfter">What the client will have been sent.</param>
public sealed record PlannedResponse(
    ResourceSet Set,
    ImmutableArray<PackedResource> Resources,
    ImmutableArray<Held> Changed,
    ImmutableArray<string> Removed,
    HeldSet SentAfter);
