using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Api.History;

/// <summary>Takes an entry of the history back: what was before it is written again.</summary>
internal static class Undo
{
    private const string Title = "Could not undo the write";
    private const string ChangedAfterwards = "was changed since that write, and this is gone as well: undo the undo to have it back";

    public static readonly ApiError Gone = new(
        StatusCodes.Status404NotFound, Title, "the history has no such position, or not any more");

    public static Write Of(JournalEntry entry) => new(
        [.. entry.Changes.Select(change => change.Before).OfType<Resource>()],
        [.. entry.Changes.Where(change => change.Before is null).Select(change => change.Key)])
    {
        Title = Title,
        Restores = true,
    };

    /// <summary>A file is changed by whoever owns it: what he has to write.</summary>
    public static ApiError OfFile(JournalEntry entry) => new(
        StatusCodes.Status409Conflict, Title, $"{entry.From} holds these resources, and is not written here: commit what follows in it")
    {
        Yaml = string.Join("---\n", entry.Changes.Select(TextBefore)),
    };

    /// <summary>Nothing can be made of a document that the rules of now refuse. Null where there is none.</summary>
    public static ApiError? Unread(JournalEntry entry)
    {
        InvalidParameter[] unread =
        [
            .. entry.Changes.Select(change => change.Before).OfType<UnreadResource>()
                .Select(one => new InvalidParameter("name", one.Why) { Resource = one.Key.ToString() }),
        ];
        return unread.Length == 0
            ? null
            : new(StatusCodes.Status409Conflict, Title, "what was before was written under other rules") { InvalidParameters = unread };
    }

    /// <summary>What the undo wrote over that was no more as the entry had left it.</summary>
    public static IEnumerable<Advice> ChangedSince(JournalEntry entry, WritePlan plan)
    {
        var left = entry.Changes.ToDictionary(change => change.Key, change => change.After);
        return
            from change in plan.Changes
            where left.TryGetValue(change.Key, out var after) && !IsSame(change.Before, after)
            select Advice.Of(new Finding(null, 0, change.Key.ToString(), "", ChangedAfterwards) { Code = FindingCodes.WrittenOver });
    }

    private static bool IsSame(Resource? one, Resource? other) => one is null || other is null ? one == other : one.HasContentOf(other);

    private static string TextBefore(JournalChange change) =>
        change.Before is { } before ? DocumentText.Of(before) : $"# {change.Key}: remove its document\n";
}
