using System.Collections.Immutable;
using System.Text.Json;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.ControlPlane.Sources.Guarding;
using TrafficTrace.ControlPlane.Sources.Secrets;
using TrafficTrace.ControlPlane.Tls;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Reports.Previews;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.About;

/// <summary>Where documents come from, and what is wrong there.</summary>
internal static class SourcesRoutes
{
    /// <summary>Of each sort, of all files: the log has them all.</summary>
    private const int MaxFindings = 100;

    private static readonly ApiError NothingHeld = ApiError.NotFound("Nothing is held back");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/_sources", Sources).Needs(Right.Read)
            .Tells<SourcesAnswer>("Where documents come from, what is wrong there, and what is held back");
        api.MapPost("/_sources/_accept", (SourceGuard guard) => guard.Accept() ? Results.Ok() : Answer.Of(NothingHeld))
            .Needs(Right.Admin).WithSummary("Lets pass what is held back").Produces(StatusCodes.Status200OK)
            .Produces<ApiError>(StatusCodes.Status404NotFound, Representations.Json);
    }

    private static IResult Sources(
        ControlPlaneOptions options, ResourceStore store, ResourceFiles files, SecretFiles secrets, SourceGuard guard,
        WritePreviews previews, IJournal journal, Revisions revisions, TlsPorts certificates, TimeProvider time)
    {
        var now = store.Current;
        var held = guard.Held is { } one ? Of(one, now, previews) : null;
        var remarks = CrossChecks.Of(now).ToLookup(remark => now.Layers.Of(remark.Key)[0].Origin, remark => Placed(remark, now));
        SourceAnswer[] sources =
        [
            Files(now, options, files.Current, remarks[Origin.File]) with { Held = held },
            Api(now, journal, remarks[Origin.Api]),
            .. certificates.States.IsEmpty ? Array.Empty<SourceAnswer>() : [Certificates(certificates.States, time.GetUtcNow())],
            .. options.Secrets is { } folder ? [Secrets(folder, secrets.Current)] : Array.Empty<SourceAnswer>(),
        ];
        return Answer.Of(new SourcesAnswer(revisions.Of(now.Revision), sources), ApiJson.Default.SourcesAnswer);
    }

    private static HeldAnswer Of(HeldChange held, StoreSnapshot now, WritePreviews previews)
    {
        var preview = previews.Of(now, now.With(Origin.File, held.Changes.Puts, held.Changes.Deletes));
        return new(held.Reason, held.Since, JsonSerializer.SerializeToElement(preview, PreviewJson.Told.Preview));
    }

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

    private static SourceAnswer Api(StoreSnapshot now, IJournal journal, IEnumerable<Finding> remarks)
    {
        var errors = Told(journal.AwaySince is { } since ? [new Finding(null, 0, "", "", Away(since))] : []);
        return new("api", [], Count(now, Origin.Api), journal.Keeps, errors.FirstOrDefault(), errors, Told(remarks), []);
    }

    private static string Away(DateTimeOffset since) =>
        $"the store can't be reached since {TimeText.Of(since)}: writes are refused, and what is told may be older than what others wrote";

    private static SourceAnswer Secrets(string folder, SecretsState state)
    {
        var errors = Told(state.Problems);
        return new(
            "secrets",
            [folder],
            state.Count,
            "files are read again when they change; of a bad one the last good value stays in force",
            errors.FirstOrDefault(),
            errors,
            [],
            []);
    }

    private static SourceAnswer Certificates(ImmutableArray<TlsPortState> ports, DateTimeOffset now)
    {
        var errors = Told(ports.SelectMany(port => port.Faults, (port, fault) => new Finding(port.File, 0, "", "", fault)));
        var ends = ports.Where(port => port.EndsSoon(now))
            .Select(port => new Finding(port.File, 0, "", "", $"ends at {TimeText.Of(port.NotAfter!.Value)}"));
        return new(
            "certificates",
            [.. ports.Select(port => port.File)],
            ports.Count(port => port.NotAfter is not null),
            "files are read again when they change; of a pair that does not match the one before stays in force",
            errors.FirstOrDefault(),
            errors,
            Told(ends),
            []);
    }

    private static ImmutableArray<FindingAnswer> Told(IEnumerable<Finding> findings) =>
        [.. findings.Take(MaxFindings).Select(FindingAnswer.Of)];

    private static Finding Placed(Remark remark, StoreSnapshot now) => remark.At(now.Layers.Of(remark.Key)[0].Place);

    private static BrokenFileAnswer Of(FileState file) => new(file.Path, file.Since, file.Resources.Length, file.ErrorCount);

    private static int Count(StoreSnapshot now, Origin origin) =>
        now.Layers.ByKey.Values.Count(definitions => definitions.Any(definition => definition.Origin == origin));
}
