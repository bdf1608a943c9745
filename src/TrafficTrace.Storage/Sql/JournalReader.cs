using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Storage.Sql;

/// <summary>
/// How far one reader has come, and what brings him further: the entries that follow, or all documents anew where these are too many, are
/// not kept any more, or belong to a past that was restored.
/// </summary>
internal sealed class JournalReader(SqlDatabase database, ReaderOptions options, long from, ILogger log)
{
    private const int MostEntries = 1000;
    private const int MostReasons = 20;

    // Of so many documents it is worth to read them on all processors.
    private const int Many = 500;

    private readonly Dictionary<ResourceKey, int> _told = []; // each with its characters
    private bool _hasBegun = from > 0;

    public long Position { get; private set; } = from;

    /// <summary>Whose all that is; null while nothing was read whole.</summary>
    public string? Cluster { get; private set; }

    /// <summary>Of all documents that were told.</summary>
    public long Characters { get; private set; }

    /// <summary>Null when there is nothing new.</summary>
    public async Task<JournalBatch?> NextAsync(CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
        if (!_hasBegun) return await AllAsync(connection, token).ConfigureAwait(false);
        var head = await DocumentRows.HeadAsync(connection, token).ConfigureAwait(false);
        var isSame = head.Cluster == (Cluster ?? head.Cluster);
        if (isSame && head.Position == Position) return null;
        if (isSame && head.Position > Position && head.Position - Position <= MostEntries)
        {
            var entries = await EntryRows.AfterAsync(connection, Position, MostEntries, Read, token).ConfigureAwait(false);
            if (entries is [var first, ..] && first.Position == Position + 1)
                return Told(JournalBatch.Of(entries[^1].Position, entries));
        }

        return await AllAsync(connection, token).ConfigureAwait(false);
    }

    private async Task<JournalBatch> AllAsync(DbConnection connection, CancellationToken token)
    {
        JournalHead head;
        List<StoredDocument> documents;
        await using (await database.BeginSnapshotAsync(connection, token).ConfigureAwait(false))
        {
            head = await DocumentRows.HeadAsync(connection, token).ConfigureAwait(false);
            documents = await DocumentRows.AllAsync(connection, token).ConfigureAwait(false);
        }

        var all = documents.Count < Many
            ? documents.ConvertAll(new Converter<StoredDocument, Resource>(Read))
            : [.. documents.AsParallel().AsOrdered().Select(Read)];
        if (!_hasBegun) Refuse(all.OfType<UnreadResource>().ToArray());
        (_hasBegun, Cluster) = (true, head.Cluster);
        var present = all.Select(resource => resource.Key).ToHashSet();
        return Told(new(head.Position, [.. all], [.. _told.Keys.Where(key => !present.Contains(key))]));
    }

    /// <summary>At the start there is nothing to keep in force instead.</summary>
    private void Refuse(UnreadResource[] unread)
    {
        if (unread.Length == 0) return;
        var more = unread.Length > MostReasons ? $" (and {unread.Length - MostReasons} more)" : "";
        throw new JournalRefusedException(
        [
            .. unread.Take(MostReasons).Select(one => $"{database} holds {one.Key}, which can't be served: {one.Why}"),
            $"documents that can't be served: {unread.Length}{more}. Start with the options, or the program, that they were written under, "
                + "and change them",
        ]);
    }

    private ImmutableArray<Resource> Readable(IEnumerable<Resource> resources)
    {
        var readable = ImmutableArray.CreateBuilder<Resource>();
        foreach (var resource in resources)
        {
            if (resource is UnreadResource unread) log.Unread(unread.Key, unread.Why);
            else readable.Add(resource);
        }

        return readable.ToImmutable();
    }

    private JournalBatch Told(JournalBatch batch)
    {
        var readable = batch with { Puts = Readable(batch.Puts) };
        foreach (var put in readable.Puts) Set(put.Key, put.SpecJson.Length + put.Name.Length);
        foreach (var key in readable.Deletes) Set(key, 0);
        Position = readable.Position;
        return readable;
    }

    private Resource Read(StoredDocument document) => document.Read(options);

    private void Set(ResourceKey key, int characters)
    {
        Characters += characters - _told.GetValueOrDefault(key);
        if (characters == 0) _told.Remove(key);
        else _told[key] = characters;
    }
}
