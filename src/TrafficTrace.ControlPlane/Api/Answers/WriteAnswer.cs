using TrafficTrace.Core.Reports;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What a write came to: the revision that has it, and what is worth saying of it.</summary>
internal sealed record WriteAnswer(string Revision, IReadOnlyList<Advice> Warnings);
