using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>A response that is neither accepted nor rejected. <see cref="Before"/> is what the client had been sent until then.</summary>
public sealed record InFlightResponse(string Nonce, DateTimeOffset SentAt, PlannedResponse Response, HeldSet? Before);
