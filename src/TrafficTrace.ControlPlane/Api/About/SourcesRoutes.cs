using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.About;

/// <summary>Where documents come from, and what is wrong there.</summary>
internal static class SourcesRoutes
{
    /// <summary>Of each sort, of all files: the log has them all.</summary>
    private const int MaxFindings = 100;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/_sources", (
        ControlPlaneOptions options, ResourceStore store, ResourceFiles files, IJournal journal, Revisions revisions) =>
    {
        var now = store.Current;
        var remarks = CrossChecks.Of(now).ToLookup(remark => now.Layers.Of(remark.Key)[0].Origin, remark => Placed(remark, now));
        SourceAnswer[] sources = [Files(now, options, files.Current, remarks[Origin.File]), Api(now, journal, remarks[Origin.Api])];
        return Answer.Of(new SourcesAnswer(revisions.Of(now.Revision), sources), ApiJson.Default.SourcesAnswer);
    }).Tells<SourcesAnswer>("Where documents come from, and what is wrong there");

    private static SourceAnswer Files(
        StoreSnapshot now, ControlPlaneOptions options, FilesState state, IEnumerable<Finding> remarks)
    {
        var errors = Told(state.Problems.Concat(state.Files.Values.SelectMany(file => file.Errors)).Concat(state.Conflicts));
        return new(
            "files",
            options.Resources,
            Count(now, Origin.File),
            "files are read again when they change; of a broken one the last good content stays in force",
            errors.FirstOrDefault(),
            errors,
            Told(state.Unread.Concat(state.Files.Values.SelectMany(file => file.Warnings)).Concat(remarks)),
            [.. state.Files.Values.Where(file => file.IsBroken).Take(MaxFindings).Select(Of)]);
    }

    private static SourceAnswer Api(StoreSnapshot now, IJournal journal, IEnumerable<Finding> remarks) =>
        new("api", [], Count(now, Origin.Api), journal.Keeps, null, [], Told(remarks), []);

    private static ImmutableArray<FindingAnswer> Told(IEnumerable<Finding> findings) =>
        [.. findings.Take(MaxFindings).Select(FindingAnswer.Of)];

    private static Finding Placed(Remark remark, StoreSnapshot now) => remark.At(now.Layers.Of(remark.Key)[0].Place);

    private static BrokenFileAnswer Of(FileState file) => new(file.Path, file.Since, file.Resources.Length, file.ErrorCount);

    private static int Count(StoreSnapshot now, Origin origin) =>
        now.Layers.ByKey.Values.Count(definitions => definitions.Any(definition => definition.Origin == origin));
}
