using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Proxies;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Reports.Previews;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Translation.Previews;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>What a write would do, decided as the write itself would be; nothing is written, and nobody woken.</summary>
internal sealed class WritePreviews(ResourceStore store, ConnectedProxies connected, Revisions revisions, TimeProvider time)
{
    /// <param name="write">What is wanted.</param>
    /// <param name="read">What reading its documents found.</param>
    public IResult Show(Write write, IEnumerable<Finding> read)
    {
        var decision = WriteRules.Decide(store.Current, write, time.GetUtcNow());
        if (decision.Plan is not { } plan) return Refused(AdviceOf(decision.Refusal!, write));
        var preview = Of(plan);
        return Told(preview with { Findings = [.. read.Take(Advice.Max).Select(Advice.Of), .. preview.Findings] });
    }

    /// <summary>Of documents that are wrong.</summary>
    public IResult Show(IEnumerable<Finding> errors) => Refused([.. errors.Take(Advice.Max).Select(Advice.Of)]);

    /// <summary>Why a write is not done although it may be: it does what <paramref name="token"/> has nothing of. Else null.</summary>
    public ApiError? Refusal(WritePlan plan, string token)
    {
        var preview = Of(plan);
        var beyond = PreviewToken.Beyond(token, preview.Token);
        return beyond.IsEmpty
            ? null
            : new(StatusCodes.Status412PreconditionFailed, "Precondition failed", "the write would now do what the preview had nothing of")
            {
                InvalidParameters = [.. beyond.Select(kind => new InvalidParameter(kind, Told(preview, kind)))],
            };
    }

    private Preview Of(WritePlan plan) => ChangePreview.Of(
        revisions.Of(plan.Before.Revision),
        plan.Before,
        plan.After,
        [.. plan.Steps.Where(step => step.Action != WriteAction.Deleted).Select(step => step.Key)],
        connected.All());

    private IResult Refused(ImmutableArray<Advice> why)
    {
        var now = store.Current;
        return Told(Preview.Refused(revisions.Of(now.Revision), why, now.Meshes.Values.Sum(mesh => mesh.Dataplanes.Count)));
    }

    private static IResult Told(Preview preview) => Answer.Of(preview, PreviewJson.Told.Preview);

    private static ImmutableArray<Advice> AdviceOf(ApiError refusal, Write write)
    {
        ResourceKey[] keys = [.. write.Puts.Select(put => put.Key), .. write.Deletes];
        var only = keys is [var key] ? key.ToString() : null;
        return refusal.InvalidParameters is { Count: > 0 } reasons
            ? [.. reasons.Select(one => AdviceOf(one.Reason, one.Field, one.Resource ?? only))]
            : [AdviceOf($"{refusal.Title}: {refusal.Detail}", "", only)];
    }

    private static Advice AdviceOf(string message, string field, string? resource) =>
        new(FindingCodes.Invalid.Id, Severity.Error, message, field, resource ?? "", null);

    private static string Told(Preview preview, string kind) => kind switch
    {
        "gain" => $"gains tracing: {Told(preview.Proxies.Gain)}",
        "lose" => $"loses tracing: {Told(preview.Proxies.Lose)}",
        "change" => $"is traced otherwise: {Told(preview.Proxies.Change)}",
        _ => $"listeners drain: {preview.Drains.Count}",
    };

    private static string Told(SomeNames names) => string.Join(", ", names.Names) + (names.Count > names.Names.Length ? ", …" : "");
}
