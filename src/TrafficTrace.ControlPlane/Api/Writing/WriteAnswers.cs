using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>What a client is told of its write.</summary>
internal sealed class WriteAnswers(Revisions revisions)
{
    /// <summary>Of one resource: 201 when it was not there before.</summary>
    public IResult Of(HttpContext http, WriteOutcome outcome, IEnumerable<Finding> read)
    {
        if (outcome.Decision.Refusal is { } refusal) return Answer.Of(refusal);
        var revision = SetRevision(http, outcome);
        var step = outcome.Decision.Plan!.Steps[^1];
        if (outcome.Now.Find(step.Key) is { } resource) http.Response.Headers.ETag = ETags.Of(resource);
        var status = step.Action == WriteAction.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        var warnings = Warnings.Of(outcome.Decision.Plan!, read);
        return Author.IsKumactl(http.Request)
            ? Answer.Of(
                new KumaWriteAnswer(revision, [.. warnings.Select(Warnings.LineOf)]), ApiJson.Default.KumaWriteAnswer, status)
            : Answer.Of(new WriteAnswer(revision, warnings), ApiJson.Default.WriteAnswer, status);
    }

    /// <summary>Kuma's has no body.</summary>
    public IResult OfDeletion(HttpContext http, WriteOutcome outcome)
    {
        if (outcome.Decision.Refusal is { } refusal) return Answer.Of(refusal);
        SetRevision(http, outcome);
        return Results.Ok();
    }

    public string SetRevision(HttpContext http, WriteOutcome outcome)
    {
        var revision = revisions.Of(outcome.Now.Revision);
        http.Response.Headers[Revisions.Header] = revision;
        return revision;
    }
}
