using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// A finding as answers have it. <see cref="Resource"/> and <see cref="Field"/> are as in <see cref="Finding"/>; <see cref="Origin"/> is
/// the document that it is about, as <c>mesh.yaml:7</c> or <c>the API</c>, null where it stands nowhere.
/// </summary>
public sealed record Advice(string Code, Severity Severity, string Message, string Field, string Resource, string? Origin)
{
    /// <summary>So many of one sort are told in an answer: nobody reads more.</summary>
    public const int Max = 100;

    /// <summary>What reading a text found.</summary>
    public static Advice Of(Finding finding)
    {
        var origin = finding switch
        {
            { File: null, Line: 0 } => null,
            { File: null } => $"line {finding.Line}",
            { Line: 0 } => finding.File,
            _ => new Place(finding.File, finding.Line).ToString(),
        };
        return new(finding.Code.Id, finding.Code.Severity, finding.Message, finding.Field, finding.Resource, origin);
    }

    public static Advice Of(Remark remark, StoreSnapshot store) => new(
        remark.Code.Id, remark.Code.Severity, remark.Message, remark.Field, remark.Key.ToString(), store.Layers.OriginOf(remark.Key));

    /// <summary>What is to be said to who writes: of what was written, and of all else what was not to be said before.</summary>
    /// <param name="before">The store without the write.</param>
    /// <param name="after">The store with it.</param>
    /// <param name="written">Keys of what was put.</param>
    public static IEnumerable<Advice> OfWrite(StoreSnapshot before, StoreSnapshot after, IReadOnlyCollection<ResourceKey> written) =>
        OfWrite(before, after, written, TracingChanges.LossesBetween(before, after));

    /// <summary>For who knows already what the write means for the tracing of proxies.</summary>
    public static IEnumerable<Advice> OfWrite(
        StoreSnapshot before, StoreSnapshot after, IReadOnlyCollection<ResourceKey> written, IEnumerable<TracingChange> changes) =>
        RemarksChange.AfterWrite(before, after, written).Take(Max).Select(remark => Of(remark, after))
            .Concat(LostTracing.Of(changes, before, after).Take(Max)
                .Select(remark => Of(remark, IsIn(after, remark.Key) ? after : before)));

    private static bool IsIn(StoreSnapshot store, ResourceKey key) => !store.Layers.Of(key).IsEmpty;
}
