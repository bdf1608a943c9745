using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>How far one type has come on its way to a client. A copy: the stream goes on.</summary>
public sealed record TypeStatus(ResourceType Type, ClientView View)
{
    public ResourceSet? Accepted { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public InFlightResponse? InFlight { get; init; }

    public Rejection? Rejection { get; init; }
}
