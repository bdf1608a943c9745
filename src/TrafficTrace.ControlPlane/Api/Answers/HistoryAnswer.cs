namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A page of the history, newest first, and where the next page is; null after the last.</summary>
internal sealed record HistoryAnswer(IReadOnlyList<HistoryItem> Items, string? Next);
