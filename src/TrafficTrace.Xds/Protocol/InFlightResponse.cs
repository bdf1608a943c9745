namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// A response that is neither accepted nor rejected. <see cref="ChangedAt"/> is the timestamp of the change that it brings.
/// </summary>
public sealed record InFlightResponse(string Nonce, DateTimeOffset SentAt, PlannedResponse Response, long ChangedAt);
