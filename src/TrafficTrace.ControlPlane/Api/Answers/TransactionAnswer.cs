using TrafficTrace.Core.Reports;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What several writes came to that are one: their place in the history, null when nothing changed.</summary>
internal sealed record TransactionAnswer(
    string Revision, long? Position, IReadOnlyList<ChangeAnswer> Changes, IReadOnlyList<Advice> Warnings);
