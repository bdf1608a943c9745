using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Storage.Transfer;

/// <summary>Looks whether a store is whole: nothing is written.</summary>
internal static class StoreCheck
{
    private const int Page = 500;
    private const int Most = 100;

    /// <returns>What it holds, for people, and all that is wrong with it.</returns>
    public static async Task<(string Summary, ImmutableArray<string> Problems)> ReadAsync(
        SqlDatabase database, ReaderOptions options, CancellationToken token)
    {
        if (await database.DamageAsync(token).ConfigureAwait(false) is { } damage) return ($"{database}", [$"it is damaged: {damage}"]);
        await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
        await using var snapshot = await database.BeginSnapshotAsync(connection, token).ConfigureAwait(false);
        var version = await Schema.FoundAsync(connection, database, token).ConfigureAwait(false);
        var head = await DocumentRows.HeadAsync(connection, token).ConfigureAwait(false);
        var documents = (await DocumentRows.AllAsync(connection, token).ConfigureAwait(false)).ToDictionary(document => document.Key);
        var oldest = await DocumentRows.OldestAsync(connection, token).ConfigureAwait(false);
        var history = await HistoryAsync(connection, oldest ?? head.Position + 1, head.Position, documents, token).ConfigureAwait(false);
        var unread = documents.Values.Select(document => document.Read(options)).OfType<UnreadResource>()
            .Select(one => $"{one.Key} can't be served: {one.Why}");
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{database}: tables of version {version}, cluster {head.Cluster}, position {head.Position}, documents: {documents.Count}, "
                + $"history from {oldest ?? 0}");
        return (summary, Told([.. unread, .. history]));
    }

    private static ImmutableArray<string> Told(string[] problems) =>
        problems.Length <= Most ? [.. problems] : [.. problems.Take(Most), $"and {problems.Length - Most} more"];

    /// <summary>The history has no gap, and its last word of each key is what the documents say.</summary>
    private static async Task<List<string>> HistoryAsync(
        DbConnection connection, long oldest, long newest, Dictionary<ResourceKey, StoredDocument> documents, CancellationToken token)
    {
        var problems = new List<string>();
        var last = new Dictionary<ResourceKey, Resource?>();
        var expected = oldest;
        for (var position = oldest - 1; position < newest; position += Page)
        {
            var entries = await EntryRows.AfterAsync(connection, position, Page, one => one.AsWritten(), token).ConfigureAwait(false);
            foreach (var entry in entries)
            {
                if (entry.Position != expected) problems.Add($"the history has nothing from position {expected} to {entry.Position - 1}");
                expected = entry.Position + 1;
                if (entry.Origin != Origin.Api) continue;
                foreach (var change in entry.Changes) last[change.Key] = change.After;
            }
        }

        if (expected != newest + 1) problems.Add($"the history ends before position {newest}");
        problems.AddRange(last.Where(one => documents.GetValueOrDefault(one.Key)?.Spec != one.Value?.SpecJson)
            .Select(one => $"{one.Key} is not as the history has left it"));
        return problems;
    }
}
