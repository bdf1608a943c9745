namespace TrafficTrace.Core.Store;

/// <summary>What was decided, and where it stands; null when nothing was to be written.</summary>
public sealed record JournalAnswer<T>(T Outcome, long? Position);
