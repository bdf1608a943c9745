using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Journal;

/// <summary>
/// Hands the files' documents on and writes down, by content, what each change made different: an entry a file. What they hold at the start
/// is no change.
/// </summary>
internal sealed class FileHistory(IResourceSource files, IJournal journal, TimeProvider time, ILogger<FileHistory> log) : IResourceSource
{
    /// <summary>Who changed what a file holds, as the history says it; which of the people who can is not known.</summary>
    public const string Who = "file";

    private readonly Dictionary<ResourceKey, PlacedResource> _held = [];

    public Origin Origin => files.Origin;

    public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        var isFirst = true;
        await foreach (var changes in files.ReadAsync(token))
        {
            ILookup<string, JournalChange> byFile = Take(changes).ToLookup(change => change.File, change => change.Change);
            yield return changes;
            if (!isFirst) await AppendAsync(byFile, token);
            isFirst = false;
        }
    }

    // The files are in force all the same, and what follows in them does not wait for the journal.
    private async Task AppendAsync(ILookup<string, JournalChange> byFile, CancellationToken token)
    {
        foreach (var file in byFile.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var draft = new JournalDraft(time.GetUtcNow(), Origin, Who, file.Key, [.. file]);
            try
            {
                await journal.AppendAsync(long.MaxValue, _ => new JournalDecision<JournalDraft>(draft, draft), token);
            }
            catch (JournalAwayException away)
            {
                log.NotInHistory(file.Key, away.Message);
            }
        }
    }

    private ImmutableArray<(string File, JournalChange Change)> Take(ResourceChanges changes) =>
    [
        .. changes.Deletes.Select(Remove).OfType<(string, JournalChange)>(),
        .. changes.Puts.Select(Put).OfType<(string, JournalChange)>(),
    ];

    private (string File, JournalChange Change)? Remove(ResourceKey key) =>
        _held.Remove(key, out var before) ? (FileOf(before), new JournalChange(key, before.Resource, null)) : null;

    /// <summary>Null when the document only stands somewhere else.</summary>
    private (string File, JournalChange Change)? Put(PlacedResource put)
    {
        var before = _held.TryGetValue(put.Key, out var held) ? held.Resource : null;
        _held[put.Key] = put;
        return before?.HasContentOf(put.Resource) == true ? null : (FileOf(put), new JournalChange(put.Key, before, put.Resource));
    }

    private static string FileOf(PlacedResource resource) => resource.Place?.File ?? "";
}
