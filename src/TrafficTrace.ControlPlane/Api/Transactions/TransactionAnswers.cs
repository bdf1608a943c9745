using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Reports;

namespace TrafficTrace.ControlPlane.Api.Transactions;

/// <summary>What a client is told of a transaction.</summary>
internal sealed class TransactionAnswers(WriteAnswers answers)
{
    public IResult Of(HttpContext http, WriteOutcome outcome, IReadOnlyList<Advice> warnings)
    {
        if (outcome.Decision.Refusal is { } refusal) return Answer.Of(refusal);
        var revision = answers.SetRevision(http, outcome);
        ImmutableArray<ChangeAnswer> changes = [.. outcome.Decision.Plan!.Steps.Select(Of)];
        return Answer.Of(
            new TransactionAnswer(revision, outcome.Position, changes, warnings), ApiJson.Default.TransactionAnswer);
    }

    private static ChangeAnswer Of(WriteStep step) =>
        new(step.Key.Kind.ToString(), step.Key.Mesh, step.Key.Name, step.Action.ToString().ToLowerInvariant());
}
