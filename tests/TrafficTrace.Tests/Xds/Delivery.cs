using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.Xds;

/// <summary>A response on its way.</summary>
internal sealed record Delivery(ResourceType Type, string Nonce, PlannedResponse Plan);
