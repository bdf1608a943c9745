using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Services;

/// <summary>
/// A service of a mesh. <see cref="Protocol"/> is folded over all its inbounds, ready or not, so that a health flap never
/// turns an HCM into a TCP proxy; <see cref="Endpoints"/> are sorted by address (ordinally), then port, and hold those that
/// are not ready too.
/// </summary>
public sealed record MeshService(string Name, Protocol Protocol, ImmutableArray<ServiceEndpoint> Endpoints)
{
    /// <summary>
    /// False when nobody serves it any more. It stays with its last known protocol as long as a dataplane of the mesh has an outbound to
    /// it: otherwise the listeners of its callers would turn from HTTP to TCP, which resets connections and traces nothing.
    /// </summary>
    public bool Offered { get; init; } = true;
}
