using System.Collections.Immutable;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>How far one type has come on its way to a client. A copy: the stream goes on.</summary>
public sealed record TypeStatus(ResourceType Type, ClientView View)
{
    public ResourceSet? Accepted { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>All that are neither accepted nor rejected, the newest last.</summary>
    public ImmutableArray<InFlightResponse> InFlight { get; init; } = [];

    /// <summary>NACKs that still hold something back, the newest last.</summary>
    public ImmutableArray<Rejection> Rejections { get; init; } = [];
}
