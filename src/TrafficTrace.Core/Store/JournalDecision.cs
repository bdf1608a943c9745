namespace TrafficTrace.Core.Store;

/// <summary>What is to be written, null when nothing is, and what that means to who asked.</summary>
public sealed record JournalDecision<T>(T Outcome, JournalDraft? Draft);
