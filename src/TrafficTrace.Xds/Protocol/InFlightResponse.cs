namespace TrafficTrace.Xds.Protocol;

/// <summary>A response that is neither accepted nor rejected.</summary>
public sealed record InFlightResponse(string Nonce, DateTimeOffset SentAt, PlannedResponse Response);
