using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Yaml;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Storage.Transfer;

/// <summary>Writes what a store holds, as it is at one moment, into files that need no program of ours to be read.</summary>
internal static class StoreExport
{
    private const int Page = 500;

    /// <returns>What was written, for people.</returns>
    public static async Task<string> WriteAsync(SqlDatabase database, string folder, CancellationToken token)
    {
        Directory.CreateDirectory(folder);
        await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
        await using var snapshot = await database.BeginSnapshotAsync(connection, token).ConfigureAwait(false);
        await Schema.FoundAsync(connection, database, token).ConfigureAwait(false);
        var documents = await DocumentRows.AllAsync(connection, token).ConfigureAwait(false);
        documents.Sort((one, other) => string.CompareOrdinal(one.Key.ToString(), other.Key.ToString()));
        await using (var text = TransferFiles.CreatePrivate(folder, TransferFiles.Documents))
            Write(text, documents);
        var entries = await WriteHistoryAsync(connection, folder, token).ConfigureAwait(false);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{folder}: documents: {documents.Count}, entries of the history: {entries}; left out: signing keys and revoked tokens");
    }

    private static void Write(StreamWriter text, List<StoredDocument> documents)
    {
        foreach (var document in documents)
        {
            text.WriteLine(TransferFiles.Separator);
            text.Write(JsonYaml.Write(JsonSerializer.SerializeToElement(ResourceJson.ToNode(document.AsWritten()))));
        }
    }

    private static async Task<long> WriteHistoryAsync(DbConnection connection, string folder, CancellationToken token)
    {
        var head = await DocumentRows.HeadAsync(connection, token).ConfigureAwait(false);
        await using var lines = TransferFiles.CreatePrivate(folder, TransferFiles.History);
        await lines.WriteLineAsync(JsonSerializer.Serialize(
            new HistoryHead(TransferFiles.Format, head.Cluster, head.Position), TransferJson.Plain.HistoryHead)).ConfigureAwait(false);
        var count = 0L;
        var position = await DocumentRows.OldestAsync(connection, token).ConfigureAwait(false) - 1 ?? head.Position;
        for (; position < head.Position; position += Page)
        {
            var entries = await EntryRows.AfterAsync(connection, position, Page, document => document.AsWritten(), token)
                .ConfigureAwait(false);
            foreach (var entry in entries)
                await lines.WriteLineAsync(JsonSerializer.Serialize(HistoryLine.Of(entry), TransferJson.Plain.HistoryLine))
                    .ConfigureAwait(false);
            count += entries.Length;
        }

        return count;
    }
}
