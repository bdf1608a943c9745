using System.Globalization;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.Xds;

/// <summary>A response on its way. Nonces are numbers that rise.</summary>
internal sealed record Delivery(ResourceType Type, string Nonce, PlannedResponse Plan)
{
    public bool IsAfter(Delivery other) =>
        Type == other.Type && int.Parse(Nonce, CultureInfo.InvariantCulture) > int.Parse(other.Nonce, CultureInfo.InvariantCulture);
}
